/**
 * A selection of a document compiled to a function that writes the JSON of a value: the bytes that the executor and `JSON.stringify` give
 * for it (asserted over every kind of event), without the executor's objects in between.
 */
import {
  defaultFieldResolver,
  type FragmentDefinitionNode,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** Writes a value that is there, or throws: what the schema does not allow is a fault of the backend. */
export type Write = (value: unknown) => string;

/** What the compiler leaves to the executor. */
export class NotCompiled extends Error {
  override readonly name = 'NotCompiled';
}

export interface Compiling {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Fields of one response name, whose selections are merged as the executor does it. */
interface Field {
  readonly name: string;
  readonly selections: SelectionSetNode[];
}

/** @throws NotCompiled for directives, arguments and resolvers of their own below the field. */
export function compileValue(compiling: Compiling, type: GraphQLOutputType, selections: readonly SelectionSetNode[]): Write {
  if (isNonNullType(type)) {
    const write = compilePresent(compiling, type.ofType, selections);
    return (value) => {
      if (value === null || value === undefined) throw new TypeError(`A value of type ${type} is missing.`);
      return write(value);
    };
  }
  const write = compilePresent(compiling, type, selections);
  return (value) => (value === null || value === undefined ? 'null' : write(value));
}

function compilePresent(compiling: Compiling, type: GraphQLOutputType, selections: readonly SelectionSetNode[]): Write {
  if (isLeafType(type)) return leaf(type);
  if (isListType(type)) {
    const write = compileValue(compiling, type.ofType, selections);
    return (value) => `[${(value as unknown[]).map(write).join(',')}]`;
  }
  if (isAbstractType(type)) {
    const possible = new Map(compiling.schema.getPossibleTypes(type).map((it) => [it.name, compileObject(compiling, it, selections)]));
    return (value) => {
      const write = possible.get(String((value as { __typename?: unknown }).__typename));
      if (write === undefined) throw new TypeError(`A ${type} has no known __typename.`);
      return write(value);
    };
  }
  if (isObjectType(type)) return compileObject(compiling, type, selections);
  throw new NotCompiled(`${type} is neither leaf, list nor object.`);
}

function compileObject(compiling: Compiling, type: GraphQLObjectType, selections: readonly SelectionSetNode[]): Write {
  const found = new Map<string, Field>();
  for (const set of selections) collect(compiling, type, set, found);
  const fields = [...found].map(([key, field], index) => {
    const start = `${index === 0 ? '{' : ','}${JSON.stringify(key)}:`;
    if (field.name === '__typename') return { name: '', start: `${start}${JSON.stringify(type.name)}`, write: null };
    const definition = type.getFields()[field.name];
    if (definition === undefined || definition.args.length > 0 || (definition.resolve ?? defaultFieldResolver) !== defaultFieldResolver)
      throw new NotCompiled(`${type}.${field.name} is more than a property.`);
    return { name: field.name, start, write: compileValue(compiling, definition.type, field.selections) };
  });
  return (value) => {
    let text = '';
    for (const { name, start, write } of fields) text += write === null ? start : start + write((value as Record<string, unknown>)[name]);
    return `${text}}`;
  };
}

function collect(compiling: Compiling, type: GraphQLObjectType, set: SelectionSetNode, found: Map<string, Field>): void {
  for (const selection of set.selections) {
    if (selection.directives !== undefined && selection.directives.length > 0) throw new NotCompiled('A selection has directives.');
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const field = found.get(key) ?? { name: selection.name.value, selections: [] };
      if (selection.selectionSet) field.selections.push(selection.selectionSet);
      found.set(key, field);
      continue;
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : compiling.fragments.get(selection.name.value);
    if (fragment === undefined) throw new NotCompiled('A fragment is missing.');
    if (applies(compiling.schema, type, fragment.typeCondition?.name.value)) collect(compiling, type, fragment.selectionSet, found);
  }
}

function applies(schema: GraphQLSchema, type: GraphQLObjectType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && schema.isSubType(wanted, type);
}

/** Strings and numbers, which nearly all values are, without a detour; the rest as the type serializes it. */
function leaf(type: GraphQLLeafType): Write {
  const written = (value: unknown) => JSON.stringify(type.serialize(value));
  if (type.name === 'String' || type.name === 'ID') return (value) => (typeof value === 'string' ? JSON.stringify(value) : written(value));
  if (type.name === 'Int')
    return (value) => (Number.isInteger(value) && Math.abs(value as number) < 2 ** 31 ? String(value) : written(value));
  if (type.name === 'Boolean') return (value) => (typeof value === 'boolean' ? String(value) : written(value));
  return written;
}
