import type { TextLimit } from './limit';

/** A limit that AWS documents, but that its service models do not have. */
export interface DocumentedLimit extends TextLimit {
  /** Texts within the limit that AWS refuses nevertheless. */
  readonly reserved?: readonly ReservedText[];
  /** The page that documents it. */
  readonly see: string;
}

export interface ReservedText {
  readonly pattern: RegExp;
  /** Continues "cannot name it: it …". */
  readonly why: string;
}

const SEGMENT = '[A-Za-z0-9_.-]+';

/** What the service models leave out. */
export const DOCUMENTED_LIMITS = {
  bucketName: {
    pattern: '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]',
    reserved: [
      { pattern: /\.\./, why: 'it has two dots in a row' },
      { pattern: /^\d+(?:\.\d+){3}$/, why: 'it looks like an IP address' },
      ...['xn--', 'sthree-', 'amzn-s3-demo-'].map((prefix) => ({
        pattern: new RegExp(`^${prefix}`),
        why: `S3 reserves the prefix ${prefix}`,
      })),
      ...['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'].map((suffix) => ({
        pattern: new RegExp(`${suffix.replace('.', '\\.')}$`),
        why: `S3 reserves the suffix ${suffix}`,
      })),
    ],
    see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  },
  backupPlanName: {
    pattern: '[A-Za-z0-9_.-]{1,50}',
    see: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupPlanInput.html',
  },
  /** Observed, unlike the 2 to 50 characters of the Backup API: CreatePolicy accepts one character. */
  policyVaultName: {
    pattern: '[A-Za-z0-9_-]{1,50}',
    see: 'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html',
  },
  topicName: {
    pattern: '[A-Za-z0-9_-]{1,256}',
    see: 'https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html',
  },
  topicDisplayName: {
    max: 100,
    see: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html',
  },
  /** Partners' buses have a slash in their names; an own bus has none. */
  eventBusName: {
    pattern: '[A-Za-z0-9._-]{1,256}',
    reserved: [{ pattern: /^default$/, why: 'every account has this bus already' }],
    see: 'https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html',
  },
  functionName: {
    pattern: '[A-Za-z0-9_-]{1,64}',
    see: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html',
  },
  queueName: {
    pattern: '[A-Za-z0-9_-]{1,80}',
    max: 80,
    see: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html',
  },
  /** Of at most 15 levels. The maximum of 1011 characters includes the ARN before the name, which has at least 45. */
  parameterName: {
    max: 1011 - 45,
    pattern: `${SEGMENT}|(?:/${SEGMENT}){1,15}`,
    reserved: [{ pattern: /^\/?(?:aws|ssm)/i, why: 'AWS reserves names that begin with aws or ssm' }],
    see: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html',
  },
  /**
   * `onFailure` and `onCancel` accept letters, digits and underscores after `step:`, and cdk-ssm-documents of AWS Labs
   * accepts 3 to 128 characters.
   */
  automationStepName: {
    pattern: '[A-Za-z0-9_]{3,128}',
    see: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html',
  },
  /** Keys of the tags that a user sets. */
  tagKey: {
    reserved: [{ pattern: /^aws:/i, why: 'tags that start with aws: are reserved for AWS' }],
    see: 'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html',
  },
} satisfies Readonly<Record<string, DocumentedLimit>>;
