import fc from 'fast-check';

import type {
  BackupPolicy,
  ChildOperator,
  List,
  PolicyCondition,
  PolicyCopy,
  Single,
} from '../../domain/policy/document';

// Policies of the typed form, with every setting and operator. AWS would refuse some: only their form counts.

const name = fc.stringMatching(/^[A-Za-z0-9_.-]{1,12}$/);
const word = fc.oneof(name, fc.constantFrom('a b', 'é', '007', 'true', 'x/y', '*'));
const operators: fc.Arbitrary<readonly ChildOperator[]> = fc.oneof(
  fc.constantFrom<readonly ChildOperator[]>(['none'], ['all']),
  fc.subarray<ChildOperator>(['assign', 'append', 'remove']),
);

/** Any of these settings, or none. */
const some = <T extends object>(settings: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) =>
  fc.record(settings, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>;

const single = <T extends string | number | boolean>(value: fc.Arbitrary<T>): fc.Arbitrary<Single<T>> =>
  fc.oneof(
    value,
    some({ assign: value, allowedForChildren: operators }).map((setting) =>
      Object.keys(setting).join('') === 'assign' ? (setting.assign as T) : (setting as Single<T>),
    ),
  );

const list = <T extends string>(value: fc.Arbitrary<T>): fc.Arbitrary<List<T>> => {
  const values = fc.array(value, { maxLength: 3 });
  return fc.oneof(
    values,
    some({ assign: values, append: values, remove: values, allowedForChildren: operators }).map((setting) =>
      Object.keys(setting).join('') === 'assign' ? (setting.assign as T[]) : (setting as List<T>),
    ),
  );
};

/** Entries under names that differ in more than case. */
const named = <T extends { readonly name: string }>(entry: fc.Arbitrary<T>) =>
  fc.uniqueArray(entry, { maxLength: 3, minLength: 1, selector: (one) => one.name.toLowerCase() });

const within = (...objects: string[]) =>
  fc
    .subarray(objects, { minLength: 1 })
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((key) => [key, operators]))));

const tags = fc
  .uniqueArray(fc.tuple(name, single(word)), { minLength: 1, maxLength: 3, selector: ([key]) => key.toLowerCase() })
  .map((entries) => Object.fromEntries(entries));

const days = single(fc.nat({ max: 40_000 }));
const lifecycle = { deleteAfterDays: days, coldStorageAfterDays: days, archive: single(fc.boolean()) };

const copy = fc
  .record(
    {
      vault: name,
      region: fc.constantFrom('us-east-1', 'eu-west-1'),
      accountId: fc.constantFrom('111111111111', '222222222222'),
      allowedForChildren: operators,
      allowedForChildrenIn: within('lifecycle'),
      ...lifecycle,
    },
    { requiredKeys: ['vault', 'region'] },
  )
  .map((made) => made as PolicyCopy);

const targetOf = ({ vault, region, accountId }: PolicyCopy) => `${region} ${accountId} ${vault}`.toLowerCase();

const rule = fc.record(
  {
    name,
    allowedForChildren: operators,
    allowedForChildrenIn: within('lifecycle', 'copies', 'recoveryPointTags'),
    schedule: single(word),
    timezone: single(word),
    startWindowMinutes: days,
    completionWindowMinutes: days,
    continuous: single(fc.boolean()),
    vault: single(word),
    airGappedVault: single(name),
    ...lifecycle,
    copies: fc.uniqueArray(copy, { minLength: 1, maxLength: 2, selector: targetOf }),
    recoveryPointTags: tags,
    indexes: list(fc.constantFrom('EBS' as const, 'S3' as const)),
    scanMode: single(fc.constantFrom('FULL_SCAN' as const, 'INCREMENTAL_SCAN' as const)),
  },
  { requiredKeys: ['name'] },
);

const condition: fc.Arbitrary<PolicyCondition> = fc.record(
  { name, tag: name, value: single(word), allowedForChildren: operators },
  { requiredKeys: ['name', 'tag', 'value'] },
);

const conditions = fc
  .subarray(['stringEquals', 'stringNotEquals', 'stringLike', 'stringNotLike'], { minLength: 1 })
  .chain((chosen) => fc.record(Object.fromEntries(chosen.map((key) => [key, named(condition)]))));

const role = single(fc.oneof(name, fc.constantFrom('path/role', 'arn:aws:iam::111111111111:role/other')));
const selection = { name, allowedForChildren: operators, role, conditions };
const tagSelection = fc.record(
  { ...selection, tag: fc.record({ key: single(word), values: list(word) }) },
  { requiredKeys: ['name', 'tag'] },
);
const resourceSelection = fc.record(
  { ...selection, resources: list(word), notResources: list(word) },
  { requiredKeys: ['name'] },
);

const plan = fc.record(
  {
    name,
    allowedForChildren: operators,
    allowedForChildrenIn: within('rules', 'selections', 'tagSelections', 'resourceSelections', 'tags'),
    regions: list(word),
    rules: named(rule),
    selections: fc.tuple(named(tagSelection), named(resourceSelection)).map((both) => both.flat()),
    tags,
    windowsVss: single(fc.boolean()),
    s3AccessControlLists: single(fc.boolean()),
    s3ObjectTags: single(fc.boolean()),
    scan: some({
      allowedForChildren: operators,
      resourceTypes: list(fc.constantFrom('EBS', 'EC2', 'S3', 'ALL')),
      role,
    }),
  },
  { requiredKeys: ['name'] },
);

/** Any policy of the typed form. */
export const arbitraryPolicy = fc.record(
  {
    plans: fc.uniqueArray(plan, { maxLength: 2, selector: (one) => one.name.toLowerCase() }),
    allowedForChildrenIn: within('plans'),
  },
  { requiredKeys: ['plans'] },
) as fc.Arbitrary<BackupPolicy>;
