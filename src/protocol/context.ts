/** What the shell knows about the page the customer asks from, e.g. `{ key: 'order', value: '1042' }`. */
export interface ContextItem {
  readonly key: string;
  readonly value: string;
}
