package org.matdesinne.pipeline;

import java.util.Locale;

/** What became of a candidate. */
public enum CandidateStatus {
  /** It passed every selection. */
  ACCEPTED,
  /** It is on target, in range and new, but the surrogate's word is worth too little there. */
  ABSTAINED,
  /** A selection dropped it. */
  REJECTED;

  /** The status as tables spell it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
