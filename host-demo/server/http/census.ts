/** How many are there per key, where a leaver is known by its own id. */
export class Census {
  readonly #keys = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  count(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  enter(id: string, key: string): void {
    this.#keys.set(id, key);
    this.#counts.set(key, this.count(key) + 1);
  }

  leave(id: string): void {
    const key = this.#keys.get(id);
    if (key === undefined) return;
    this.#keys.delete(id);
    const left = this.count(key) - 1;
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
  }
}
