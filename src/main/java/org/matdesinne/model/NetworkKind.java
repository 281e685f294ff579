package org.matdesinne.model;

/** The kinds of networks that can be trained. */
public enum NetworkKind {
  /** Conditional invertible network: a generator. */
  CINN,
  /** Invertible network: a generator backward, a surrogate forward. */
  INN
}
