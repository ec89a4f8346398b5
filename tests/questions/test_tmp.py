from collections import Counter
from tests.questions.test_two_keys import *
tally = Counter(); lens=[]
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=history)
def test_x(quiet_app, steps):
    lens.append(len(steps))
    with quiet_app.app_context():
        keys = Keys(World(count_from=next(names)))
        for step, who, which in steps:
            try:
                keys.do(step, who, which); tally[step,'ok']+=1
            except Refusal as r:
                tally[step, r.code]+=1
def test_y():
    for k,v in sorted(tally.items()): print(k,v)
    print(lens)
    assert 0
