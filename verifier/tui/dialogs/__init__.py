"""The dialogs: each declares its answer; None is backed out."""
