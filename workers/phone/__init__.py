"""What staff do by phone: each text of theirs is a code, a word in capitals or an answer."""
