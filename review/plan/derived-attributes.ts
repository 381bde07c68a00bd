import { isObject, type JsonObject } from '../../domain/json-object';

/** An attribute that repeats what another resource sets. */
interface Derivation {
  /** The type of the other resource. */
  readonly of: string;
  /** Its argument that refers to this resource, and the attribute that it refers to. */
  readonly by: readonly [argument: string, attribute: string];
  /** Its argument that is an entry of the list here.
   * @default - the other resource sets the whole attribute */
  readonly entry?: string;
}

const ofBucket = (of: string): Derivation => ({ of, by: ['bucket', 'bucket'] });

/** By type and attribute. The plan refreshes and reports the other resources separately. */
const DERIVED: Readonly<Record<string, Readonly<Record<string, Derivation>>>> = {
  aws_iam_role: {
    managed_policy_arns: { of: 'aws_iam_role_policy_attachment', by: ['role', 'name'], entry: 'policy_arn' },
  },
  aws_s3_bucket: {
    lifecycle_rule: ofBucket('aws_s3_bucket_lifecycle_configuration'),
    policy: ofBucket('aws_s3_bucket_policy'),
    server_side_encryption_configuration: ofBucket('aws_s3_bucket_server_side_encryption_configuration'),
    versioning: ofBucket('aws_s3_bucket_versioning'),
  },
  aws_sns_topic: { policy: { of: 'aws_sns_topic_policy', by: ['arn', 'arn'] } },
  aws_sqs_queue: { policy: { of: 'aws_sqs_queue_policy', by: ['queue_url', 'id'] } },
};

/**
 * The drift without attributes derived from another resource of the stack. The first apply writes a role into the state
 * before it attaches its policies, so the next refresh finds them although no one changed anything. A policy attached
 * outside of Terraform has no other resource, and stays in the result.
 *
 * @param plan a refresh-only plan, as `terraform show -json` prints it
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/45768
 */
export function withoutDerived(plan: JsonObject): readonly unknown[] {
  const drift = Array.isArray(plan['resource_drift']) ? plan['resource_drift'] : [];
  const state = resourcesOf(plan['prior_state']);
  return drift.map((resource: unknown) => (isObject(resource) ? withoutDerivedIn(resource, state) : resource));
}

function withoutDerivedIn(resource: JsonObject, state: readonly JsonObject[]): JsonObject {
  const { type, change } = resource;
  if (!isObject(change) || !isObject(change['before']) || !isObject(change['after'])) return resource;
  const { after } = change;
  let before: JsonObject = change['before'];
  for (const [attribute, derivation] of Object.entries(DERIVED[String(type)] ?? {})) {
    const others = settersOf(after, derivation, state);
    if (others.length > 0)
      before = { ...before, [attribute]: settled(attribute, { before, after }, derivation, others) };
  }
  return { ...resource, change: { ...change, before } };
}

/** The resources that set an attribute of another one. */
function settersOf(
  named: JsonObject,
  { of, by: [argument, attribute] }: Derivation,
  state: readonly JsonObject[],
): JsonObject[] {
  return state
    .filter(({ type }) => type === of)
    .map(({ values }) => (isObject(values) ? values : {}))
    .filter((values) => values[argument] !== undefined && values[argument] === named[attribute]);
}

/** The value that counts as written by Terraform. */
function settled(
  attribute: string,
  { before, after }: { readonly before: JsonObject; readonly after: JsonObject },
  { entry }: Derivation,
  others: readonly JsonObject[],
): unknown {
  if (entry === undefined) return after[attribute];
  const theirs = new Set(others.map((values) => values[entry]));
  return [
    ...listOf(before[attribute]).filter((one) => !theirs.has(one)),
    ...listOf(after[attribute]).filter((one) => theirs.has(one)),
  ];
}

/** Every resource of a state, in all modules. */
function resourcesOf(state: unknown): JsonObject[] {
  const inModule = (module: unknown): JsonObject[] =>
    isObject(module)
      ? [...listOf(module['resources']).filter(isObject), ...listOf(module['child_modules']).flatMap(inModule)]
      : [];
  const values = isObject(state) ? state['values'] : undefined;
  return isObject(values) ? inModule(values['root_module']) : [];
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
