import { PROVIDER } from '#provider';

import type { Block } from '../synthesized';

/** Types of resources that the older provider does not know. */
export const OMITTED_TYPES = [
  'aws_backup_vault_lock_configuration',
  'aws_cloudwatch_event_bus_policy',
  'aws_s3_bucket_lifecycle_configuration',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_s3_bucket_versioning',
  'aws_scheduler_schedule',
];

/** Arguments that the older provider does not know. Every `region` becomes a provider of its own. */
export const OMITTED_ARGUMENTS = [
  'aws_backup_plan.rule.copy_action.lifecycle.opt_in_to_archive_for_supported_resources',
  'aws_backup_plan.rule.lifecycle.opt_in_to_archive_for_supported_resources',
  'aws_backup_plan.rule.schedule_expression_timezone',
  'aws_backup_plan.rule.target_logically_air_gapped_backup_vault_arn',
  'aws_backup_selection.condition',
  'aws_backup_selection.not_resources',
  'aws_backup_vault.force_destroy',
  'aws_cloudformation_stack_set.call_as',
  'aws_cloudformation_stack_set.managed_execution',
  'aws_cloudformation_stack_set.operation_preferences',
  'aws_cloudwatch_event_bus.description',
  'aws_lambda_event_source_mapping.function_response_types',
  'aws_lambda_event_source_mapping.scaling_config',
  'aws_lambda_event_source_mapping.tags',
  'aws_lambda_function.architectures',
  'aws_lambda_function.logging_config',
  'aws_sns_topic_subscription.filter_policy_scope',
  'aws_sqs_queue.sqs_managed_sse_enabled',
];

/** Values that the older provider accepts, in place of newer ones that are not in its lists. */
export const REPLACED_VALUES: Readonly<Record<string, unknown>> = {
  'aws_lambda_function.runtime': 'nodejs14.x',
  'aws_s3_bucket_ownership_controls.rule.object_ownership': 'BucketOwnerPreferred',
};

/** Attributes that the older provider exports under another name, with the same value. */
export const RENAMED_ATTRIBUTES: Readonly<Record<string, string>> = { 'aws_sqs_queue.url': 'id' };

/** Arguments that only the older provider requires. */
export const ADDED_ARGUMENTS: Readonly<Record<string, Block>> = {
  // AWS does not read it for GitHub.
  aws_iam_openid_connect_provider: { thumbprint_list: ['0'.repeat(40)] },
};

/** AWS services that the stacks call, as the provider names them. */
const SERVICES = [
  'backup',
  'cloudformation',
  'cloudwatch',
  'cloudwatchevents',
  'cloudwatchlogs',
  'iam',
  'kms',
  'lambda',
  'organizations',
  's3',
  'sns',
  'sqs',
  'ssm',
  'sts',
];

/**
 * A stack as the AWS provider of the tests accepts it.
 *
 * @param json synthesized for the pinned version
 * @param url the AWS that it calls
 */
export function forOlderProvider(json: Block, url: string): Block {
  const { aws: providers }: { aws: Block[] } = json['provider'];
  const aliases = new Map<string, Block>();

  /** The name of the provider of a resource, with this region. */
  const providerOf = (name: string, region: string): string => {
    const provider = providers.find(({ alias }) => (alias === undefined ? 'aws' : `aws.${alias}`) === name) ?? {};
    if (provider['region'] === region) return name;
    const alias = [provider['alias'], region].filter(Boolean).join('-');
    aliases.set(alias, { ...provider, alias, region });
    return `aws.${alias}`;
  };
  const resource = (type: string, { provider = 'aws', region, depends_on = [], ...block }: Block): Block => ({
    ...olderArguments(type, block),
    ...ADDED_ARGUMENTS[type],
    provider: region === undefined ? provider : providerOf(provider, region),
    depends_on: depends_on.filter((address: string) => !isOmitted(address)),
  });

  const resources = Object.fromEntries(
    Object.entries<Block>(json['resource'] ?? {})
      .filter(([type]) => !OMITTED_TYPES.includes(type))
      .map(([type, blocks]) => [
        type,
        Object.fromEntries(Object.entries<Block>(blocks).map(([id, block]) => [id, resource(type, block)])),
      ]),
  );
  const imports = (json['import'] ?? []).flatMap(({ to, id }: Block) => {
    const [type = '', name = ''] = to.split('.');
    const region: string | undefined = json['resource']?.[type]?.[name]?.region;
    // The provider of the resource has its region.
    return isOmitted(to) ? [] : [{ to, id: region === undefined ? id : id.replace(new RegExp(`@${region}$`), '') }];
  });
  return {
    ...json,
    ...(json['import'] === undefined ? {} : { import: imports }),
    terraform: {
      ...json['terraform'],
      required_providers: { aws: { source: 'hashicorp/aws', version: PROVIDER.version } },
    },
    provider: { aws: [...providers, ...aliases.values()].map((provider) => ({ ...provider, ...calling(url) })) },
    // An empty block is none that Terraform accepts.
    ...(Object.keys(resources).length === 0 ? {} : { resource: resources }),
  };
}

function isOmitted(address: string): boolean {
  return OMITTED_TYPES.some((type) => address.startsWith(`${type}.`));
}

/** A block and those in it, without omitted arguments, and with replaced values. */
function olderArguments(path: string, value: any): any {
  if (path in REPLACED_VALUES) return REPLACED_VALUES[path];
  if (Array.isArray(value)) return value.map((one) => olderArguments(path, one));
  if (typeof value === 'string') return renamed(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const inside = `${path}.${name}`;
      return OMITTED_ARGUMENTS.includes(inside) ? [] : [[name, olderArguments(inside, inner)]];
    }),
  );
}

/** A text whose references name attributes as the older provider does. */
function renamed(text: string): string {
  return text.replaceAll(
    /\$\{(?<type>\w+)\.(?<id>[\w-]+)\.(?<attribute>\w+)\}/g,
    (reference, type: string, id: string, attribute: string) => {
      const name = RENAMED_ATTRIBUTES[`${type}.${attribute}`];
      return name === undefined ? reference : `\${${type}.${id}.${name}}`;
    },
  );
}

/** Arguments that make a provider call this URL only, and report a failed call soon. */
function calling(url: string): Block {
  return {
    endpoints: [Object.fromEntries(SERVICES.map((service) => [service, url]))],
    s3_force_path_style: true,
    skip_metadata_api_check: true,
    max_retries: 2,
  };
}
