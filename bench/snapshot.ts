/** The part of a heap snapshot (Chromium’s format) that is read here. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly (readonly string[] | string)[] };
  };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
}

/** What the engine makes for itself: compiled code with what it has learnt, the shapes of objects, nodes and styles of the page. */
const NOT_VALUES: readonly string[] = ['code', 'object shape', 'native', 'hidden', 'synthetic'];
/** Named as if it were the engine’s: an object’s properties beyond those it was made with. */
const PROPERTIES = 'system / PropertyArray';

/** Bytes of the values scripts hold: objects, arrays, strings, functions. */
export function valuesIn(text: string): number {
  const { snapshot, nodes, strings } = JSON.parse(text) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const at = (name: string): number => fields.indexOf(name);
  const [type, name, size] = [at('type'), at('name'), at('self_size')];
  const kinds = types[type] ?? [];
  const counted = Array.from(kinds, (kind) => !NOT_VALUES.includes(kind));
  let bytes = 0;
  for (let node = 0; node < nodes.length; node += fields.length) {
    const value = counted[nodes[node + type] ?? 0] || strings[nodes[node + name] ?? 0] === PROPERTIES;
    if (value) bytes += nodes[node + size] ?? 0;
  }
  return bytes;
}
