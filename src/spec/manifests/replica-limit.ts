/** Counts of replicas above this are a slip of the pen: no cluster runs as many. */
export const MAX_REPLICAS = 10_000_000;
