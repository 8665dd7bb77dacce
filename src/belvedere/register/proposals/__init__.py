"""What a release of an open source says otherwise than the register, for an editor to decide."""
