import { inheritLevel, NOTHING, type MergedObject, type Place } from './inheritance-place';
import { readDocument } from './inheritance-statement';

const UNNAMED = { policy: '', target: '' };

/**
 * Merges the policy documents of one account, of any management policy type, and resolves their operators.
 *
 * The levels go from the root down to the account, each with its documents in the order of attachment. As observed
 * ([obs]), as documented by AWS ([doc]), or, where AWS is silent, as decided here:
 * - Within a level the first assign wins, then come all appends, then all removes, even of what a later attachment
 *   appends [obs]. An assign replaces what is inherited [doc].
 * - Names are compared ignoring case and are in lower case in the result; values become strings before they merge,
 *   keep their case, and stand once in a list; `$account` stays [obs].
 * - What `@@operators_allowed_for_child_policies` does not allow is ignored at every level below; nobody below can
 *   allow it again; policies of one level intersect, and do not bind each other [doc].
 * - On an object it leaves the settings inside alone [obs], and stops new entries unless `@@assign` or `@@append` is
 *   allowed [doc]. An entry exists once a policy further up has mentioned it [decided].
 * - A list that was assigned or appended stays when removes empty it; one that is only ever removed from is missing;
 *   empty plans vanish [obs], and so does every object in which nothing is set [decided].
 * - What has no operator says nothing; `@@append` and `@@remove` take a single value as a list of one; where a value
 *   and entries meet at one place, the value stands [decided: CreatePolicy refuses such documents].
 *
 * @returns the document in the order of its names, so that it does not depend on the order of keys.
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

/** The document that all levels together make. */
export function documentOf(root: Place): MergedObject {
  const { merged } = root;
  return typeof merged === 'object' && !Array.isArray(merged) ? (merged as MergedObject) : {};
}
