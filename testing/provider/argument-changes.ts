import type { Block } from '../synthesized';
import { otherBlock, otherValue } from './other-values';
import { blocksOf, META_ARGUMENTS } from './provider-schema';

/** What can be done to an argument. */
export type ChangeKind = 'changed' | 'removed' | 'added to' | 'removed from';

type Path = readonly (string | number)[];

/** One change of one argument of one resource or data source. */
export interface ArgumentChange {
  readonly stack: string;
  /** Such as `aws_backup_plan.EC2`. */
  readonly address: string;
  readonly type: string;
  /** Such as `aws_backup_plan.rule.schedule`. */
  readonly name: string;
  readonly kind: ChangeKind;
  /** Inside the resource. */
  readonly path: Path;
  /** Undefined removes it. */
  readonly value: unknown;
  /** Whether AWS chooses a value for the argument where none is set. */
  readonly isComputed?: boolean;
}

/** The name of a change in tables and messages. */
export function titleOf({ name, kind }: Pick<ArgumentChange, 'name' | 'kind'>): string {
  return `${name} ${kind}`;
}

/** Every change of every argument of a stack, in every resource. */
export function changesIn(stack: string, json: Block, schemaOf: (type: string) => Block | undefined): ArgumentChange[] {
  return blocksOf(json).flatMap(([type, id, block]) => {
    const own = changesInBlock(block, schemaOf(type) ?? {}, { name: type, path: [] });
    return own.map((change) => ({ stack, address: `${type}.${id}`, type, ...change }));
  });
}

/** A copy of a stack with some changes. */
export function withChanges(json: Block, changes: readonly ArgumentChange[]): Block {
  const changed = structuredClone(json);
  for (const { address, path, value } of changes) {
    const [first = '', ...names] = address.split('.');
    const at = first === 'data' ? ['data', ...names] : ['resource', first, ...names];
    const [last, ...above] = [...at, ...path].toReversed();
    const parent = above.toReversed().reduce<any>((inner, key) => inner[key], changed);
    if (value !== undefined) parent[last as string] = value;
    else if (Array.isArray(parent)) parent.splice(Number(last), 1);
    else delete parent[last as string];
  }
  return changed;
}

type Found = Omit<ArgumentChange, 'stack' | 'address' | 'type'>;
type At = Pick<ArgumentChange, 'name' | 'path'>;

function changesInBlock(block: Block, schema: Block, { name, path }: At): Found[] {
  return Object.entries(block)
    .filter(([key]) => path.length > 0 || !META_ARGUMENTS.includes(key))
    .flatMap(([key, value]) => {
      const at = { name: `${name}.${key}`, path: [...path, key] };
      const inner: Block | undefined = schema['block_types']?.[key];
      return inner === undefined
        ? changesOfAttribute(value, schema['attributes']?.[key] ?? {}, at)
        : changesOfBlocks(value, inner, at);
    });
}

function changesOfBlocks(value: Block | Block[], schema: Block, { name, path }: At): Found[] {
  const { min_items: least = 0, max_items: most = Infinity } = schema;
  const blocks = [value].flat();
  const places = Array.isArray(value) ? blocks.map((_, index) => [...path, index]) : [path];
  const inside = blocks.flatMap((block, index) =>
    changesInBlock(block, schema['block'], { name, path: places[index] as Path }),
  );
  const first = blocks[0] ?? {};
  const added: Found[] =
    blocks.length < most ? [{ name, path, kind: 'added to', value: [...blocks, otherBlock(name, first)] }] : [];
  const [kind, without]: [ChangeKind, unknown] =
    blocks.length > 1 ? ['removed from', blocks.slice(1)] : ['removed', undefined];
  return [...inside, ...added, ...(blocks.length > least ? [{ name, path, kind, value: without }] : [])];
}

function changesOfAttribute(value: unknown, { optional, computed }: Block, at: At): Found[] {
  const isComputed = computed === true;
  const removed: Found[] = optional === true ? [{ ...at, kind: 'removed', value: undefined, isComputed }] : [];
  const other = (kind: ChangeKind, now: unknown): Found => ({ ...at, kind, value: now });
  if (Array.isArray(value)) {
    const added = otherValue(at.name, value[0]);
    return [
      other('changed', [added, ...value.slice(1)]),
      other('added to', [...value, added]),
      ...(value.length > 1 ? [other('removed from', value.slice(1))] : []),
      ...removed,
    ];
  }
  if (typeof value === 'object' && value !== null) {
    const [[key, first] = ['', ''], ...rest] = Object.entries(value);
    const added = { ...value, [`${key}Two`]: otherValue(at.name, first) };
    return [
      other('changed', { ...value, [key]: otherValue(at.name, first) }),
      other('added to', added),
      ...(rest.length > 0 ? [other('removed from', Object.fromEntries(rest))] : []),
      ...removed,
    ];
  }
  return [other('changed', otherValue(at.name, value)), ...removed];
}
