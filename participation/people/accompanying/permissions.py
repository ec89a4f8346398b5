"""Organisers name the adults who came with a child."""

from __future__ import annotations

from participation.foundation.policies import NOTHING, Policy, declare, organiser

POLICIES = declare({"accompanying.accompanying_act_page": Policy((organiser,), shows=NOTHING)})
