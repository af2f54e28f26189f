// The provider follows.
