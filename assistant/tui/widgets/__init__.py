"""What a screen is made of; a widget shows what it is given and says what was done to it."""
