/** An event of AWS Backup with the fields of AWS's documentation. */
export type SampleEvent = Readonly<Record<string, unknown>>;

const ACCOUNT = '111111111111';
const REGION = 'us-west-2';
const VAULT = `arn:aws:backup:${REGION}:${ACCOUNT}:backup-vault:EC2`;
const INSTANCE = `arn:aws:ec2:${REGION}:${ACCOUNT}:instance/i-0515aee7de03f58e1`;
const IMAGE = `arn:aws:ec2:${REGION}::image/ami-00179b33a7a88cac5`;

const TYPES = {
  backup: 'Backup Job State Change',
  copy: 'Copy Job State Change',
  restore: 'Restore Job State Change',
  plan: 'Backup Plan State Change',
  vault: 'Backup Vault State Change',
  region: 'Region Setting State Change',
  point: 'Recovery Point State Change',
} as const;

/** The fields that each kind of event has, whatever its state. */
const DETAILS = {
  backup: {
    backupJobId: '34176239-e96d-4e1d-9fad-529dbb3c3556',
    backupVaultArn: VAULT,
    backupVaultName: 'EC2',
    resourceArn: INSTANCE,
    resourceType: 'EC2',
    percentDone: 0,
  },
  copy: {
    copyJobId: '47C8EF56-74D8-059D-1301-C5BE1D5C926E',
    resourceArn: INSTANCE,
    resourceType: 'EC2',
    sourceBackupVaultArn: VAULT,
    destinationBackupVaultArn: VAULT,
    destinationRecoveryPointArn: {},
  },
  // AWS's example of a failed restore names no source resource.
  restore: { restoreJobId: '1B234A56-789B-01CD-2A34-4567A08901FD', resourceType: 'EC2', percentDone: 0 },
  plan: { backupPlanId: '83fcb8ee-2d93-42ac-b06f-591563f3f8de' },
  vault: { backupVaultName: 'EC2' },
  region: { ResourceTypeOptInPreference: { Aurora: true } },
  point: { backupVaultName: 'EC2', resourceArn: INSTANCE },
} as const;

/**
 * An event as AWS Backup sends it.
 * @param detail such as `{ state: 'FAILED', statusMessage: '…' }`
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function sampleEvent(
  kind: keyof typeof TYPES,
  detail: SampleEvent,
  envelope: SampleEvent = {},
): SampleEvent & { readonly detail: SampleEvent } {
  return {
    version: '0',
    id: '710b0398-d48e-f3c3-afca-cfeb2fdaa656',
    'detail-type': TYPES[kind],
    source: 'aws.backup',
    account: ACCOUNT,
    time: '2026-11-21T03:00:00Z',
    region: REGION,
    resources: kind === 'restore' || kind === 'copy' ? [IMAGE] : [],
    ...envelope,
    detail: { ...DETAILS[kind], ...detail },
  };
}
