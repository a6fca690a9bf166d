"""The pages of whoever was sent a letter: opening it, filling it in, signing or declining it. No account is needed."""
