/**
 * Pods that stay pending although the plan has room for them: these plans are packings, and the scheduler places
 * one pod at a time and draws lots among equal nodes. By "fleet/target": the most that a run may leave, twice
 * what five runs left. This list may only become shorter; what is not in it leaves nothing.
 */
export const KNOWN_PENDING: Readonly<Record<string, number>> = {
  "shop/shop-ai": 4,
  "shop/shop-web": 16,
  "random-1/main": 6,
  "random-2/main": 24,
  "random-3/main": 36,
  "random-4/main": 90,
  "random-8/main": 26,
};
