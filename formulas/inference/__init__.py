"""Working backwards: which pots, rates, bases and weights could have given the figures that are printed."""
