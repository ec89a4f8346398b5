"""What an adult has to bring before a facilitator's role gives her anything: a check, a training,
a signed code of conduct."""
