import { awsError, type EffectiveError } from './effective-error';
import type { Place } from './inheritance-place';
import { entriesAt, placeAt } from './setting';

/**
 * What an object of an effective policy must have. `aws` is what Organizations was observed to report; that it also
 * misses `rules` and the role of a selection is only documented, and without them AWS Backup runs nothing: `backupctl`.
 */
interface EffectiveShape {
  /** Keys that must have a value, and who reports a missing one. */
  readonly required?: Readonly<Record<string, EffectiveError['source']>>;
  /** One of these keys is enough; the first is reported. */
  readonly oneOf?: readonly string[];
  /** Lists that cannot be empty. */
  readonly filled?: readonly string[];
  /** The shape of each entry below a key. */
  readonly entries?: Readonly<Record<string, EffectiveShape>>;
}

/** Only a child policy that may not assign a setting of its condition produces one that is incomplete. */
const CONDITION: EffectiveShape = { required: { condition_key: 'backupctl', condition_value: 'backupctl' } };
const CONDITIONS: EffectiveShape['entries'] = {
  'conditions/string_equals': CONDITION,
  'conditions/string_not_equals': CONDITION,
  'conditions/string_like': CONDITION,
  'conditions/string_not_like': CONDITION,
};

/** An effective plan. Index types can be emptied [observed]. Conditions alone are enough for a selection, and `not_resource_types` can be empty. */
const PLAN: EffectiveShape = {
  required: { regions: 'aws', selections: 'aws', rules: 'backupctl' },
  filled: ['regions'],
  entries: {
    rules: {
      required: { target_backup_vault_name: 'aws' },
      entries: { copy_actions: { required: { target_backup_vault_arn: 'backupctl' } } },
    },
    'selections/tags': {
      required: { iam_role_arn: 'backupctl', tag_key: 'aws', tag_value: 'aws' },
      filled: ['tag_value'],
      entries: CONDITIONS,
    },
    'selections/resources': {
      required: { iam_role_arn: 'backupctl' },
      oneOf: ['resource_types', 'not_resource_types', 'conditions'],
      filled: ['resource_types'],
      entries: CONDITIONS,
    },
    scan_settings: { filled: ['resource_types'] },
  },
};

/** Every missing key and empty list of a plan. */
export function planShapeErrors(plan: Place, path: string): EffectiveError[] {
  return shapeErrors(plan, path, PLAN);
}

function shapeErrors(
  place: Place,
  path: string,
  { required = {}, oneOf = [], filled = [], entries = {} }: EffectiveShape,
): EffectiveError[] {
  const isMissing = (key: string) => placeAt(place, key)?.merged === undefined;
  const oneOfMissing = oneOf.every(isMissing) ? oneOf.slice(0, 1) : [];
  return [
    ...Object.entries(required).flatMap(([key, source]) =>
      isMissing(key) ? [keyRequired(place, path, key, source)] : [],
    ),
    ...oneOfMissing.map((key) => keyRequired(place, path, key, 'backupctl')),
    ...filled.flatMap((key) => elementsTooFew(placeAt(place, key), `${path}/${key}`)),
    ...Object.entries(entries).flatMap(([key, shape]) =>
      entriesAt(place, key).flatMap(([name, entry]) => shapeErrors(entry, `${path}/${key}/${name}`, shape)),
    ),
  ];
}

/** A key that an object lacks. AWS reports it at the path of the object. */
function keyRequired(object: Place, path: string, key: string, source: EffectiveError['source']): EffectiveError {
  const last = path.slice(path.lastIndexOf('/') + 1);
  return { ...awsError('KEY_REQUIRED', path, `${last} needs ${key}, and no policy sets it`, [object]), source };
}

/** A list that cannot be empty, but is assigned or reduced to no elements. */
function elementsTooFew(list: Place | undefined, path: string): EffectiveError[] {
  if (!Array.isArray(list?.merged) || list.merged.length > 0) return [];
  return [
    awsError('ELEMENTS_TOO_FEW', path, 'the list is empty: it was assigned empty, or emptied by @@remove', [list]),
  ];
}
