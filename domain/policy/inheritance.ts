import { inheritLevel, NOTHING, type MergedObject, type Place } from './inheritance-place';
import { readDocument } from './inheritance-statement';

const UNNAMED = { policy: '', target: '' };

/**
 * Merges the policy documents of one account, of any management policy type, and resolves their operators.
 *
 * The levels go from the root down to the account, each with its documents in the order of attachment. The rules are
 * observed ([obs]), documented by AWS ([doc]) or, where AWS documents nothing, decided here:
 * - Within a level, the first assign wins, then all appends apply, then all removes, even of values that a later
 *   attachment appends [obs]. An assign replaces inherited values [doc].
 * - Names are compared ignoring case and are in lower case in the result; values become strings before they merge,
 *   keep their case, and appear once in a list; `$account` stays [obs].
 * - What `@@operators_allowed_for_child_policies` does not allow is ignored at every level below; no child policy can
 *   allow it again; the restrictions of one level intersect, and do not apply to that level [doc].
 * - On an object it does not affect the settings inside [obs], and prevents new entries unless `@@assign` or `@@append`
 *   is allowed [doc]. An entry exists once a parent policy has mentioned it [decided].
 * - A list that was assigned or appended stays when removes empty it; one that is only ever removed from is missing;
 *   empty plans vanish [obs], and so does every object without any value [decided].
 * - A value without an operator is ignored; `@@append` and `@@remove` treat a single value as a list of one; if a place
 *   has a value and entries, the value wins [decided: CreatePolicy rejects such documents].
 *
 * @returns the document with sorted names, so that it does not depend on the order of keys.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inheritance_mgmt.html
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
 */
export function mergeInherited(levels: readonly (readonly unknown[])[]): MergedObject {
  const root = levels.reduce<Place>(
    (place, documents) =>
      inheritLevel(
        place,
        documents.map((document) => ({ source: UNNAMED, statement: readDocument(document) })),
      ),
    NOTHING,
  );
  return documentOf(root);
}

/** The document of all levels together. */
export function documentOf(root: Place): MergedObject {
  const { merged } = root;
  return typeof merged === 'object' && !Array.isArray(merged) ? (merged as MergedObject) : {};
}
