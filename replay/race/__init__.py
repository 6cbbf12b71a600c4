"""Facts: what is known of a race, in the words of the sport."""
