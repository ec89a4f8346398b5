"""Why a question does not come on stage: a list that the children who lead the session keep."""
