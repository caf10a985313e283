/** Lists that are keyed by name. */

/** A list keyed by name: what JSON calls an object. */
export type ByName<T> = Readonly<Record<string, T>>;
