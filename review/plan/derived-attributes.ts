import { isObject, type JsonObject } from '../../domain/json-object';

/** Where a resource shows what another one sets. */
interface Repetition {
  /** The type of the other one. */
  readonly of: string;
  /** Its argument that names this one, and the attribute of this one that it names. */
  readonly by: readonly [argument: string, attribute: string];
  /** Its argument that is one entry of a list here; the whole attribute is its otherwise. */
  readonly entry?: string;
}

const ofBucket = (of: string): Repetition => ({ of, by: ['bucket', 'bucket'] });

/** By type and attribute. Each of the others is refreshed, and judged, by itself. */
const REPETITIONS: Readonly<Record<string, Readonly<Record<string, Repetition>>>> = {
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
  aws_sqs_queue: { policy: { of: 'aws_sqs_queue_policy', by: ['queue_url', 'url'] } },
};

/**
 * What has drifted, without what follows from another resource of the stack. The first apply writes a role into the state
 * before its policies are attached: the refresh after it sees them come, and nobody has done anything. What is attached
 * past Terraform has no other resource, and stays.
 *
 * @param plan a refresh-only plan, as `terraform show -json` prints it
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/45768
 */
export function withoutRepetitions(plan: JsonObject): readonly unknown[] {
  const drift = Array.isArray(plan['resource_drift']) ? plan['resource_drift'] : [];
  const there = resourcesOf(plan['prior_state']);
  return drift.map((resource: unknown) => (isObject(resource) ? withoutRepetition(resource, there) : resource));
}

function withoutRepetition(resource: JsonObject, there: readonly JsonObject[]): JsonObject {
  const { type, change } = resource;
  if (!isObject(change) || !isObject(change['before']) || !isObject(change['after'])) return resource;
  const { after } = change;
  let before: JsonObject = change['before'];
  for (const [attribute, repetition] of Object.entries(REPETITIONS[String(type)] ?? {})) {
    const others = settersOf(after, repetition, there);
    if (others.length > 0)
      before = { ...before, [attribute]: settled(attribute, { before, after }, repetition, others) };
  }
  return { ...resource, change: { ...change, before } };
}

/** The resources that set an attribute of another one. */
function settersOf(
  named: JsonObject,
  { of, by: [argument, attribute] }: Repetition,
  there: readonly JsonObject[],
): JsonObject[] {
  return there
    .filter(({ type }) => type === of)
    .map(({ values }) => (isObject(values) ? values : {}))
    .filter((values) => values[argument] !== undefined && values[argument] === named[attribute]);
}

/** What counts as left by Terraform. */
function settled(
  attribute: string,
  { before, after }: { readonly before: JsonObject; readonly after: JsonObject },
  { entry }: Repetition,
  others: readonly JsonObject[],
): unknown {
  if (entry === undefined) return after[attribute];
  const theirs = new Set(others.map((values) => values[entry]));
  return [
    ...listOf(before[attribute]).filter((one) => !theirs.has(one)),
    ...listOf(after[attribute]).filter((one) => theirs.has(one)),
  ];
}

/** Every resource of a state, whatever module it is in. */
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
