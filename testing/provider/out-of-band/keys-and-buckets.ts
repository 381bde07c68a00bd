import { onlyOne } from '../only-one';
import { openTo, type Person } from '../person';
import { ACCOUNT, type OutOfBandChange } from './change';

const BUCKET = `anyservice-prod-tfstate-${ACCOUNT}`;

export const KEYS_AND_BUCKETS: readonly OutOfBandChange[] = [
  {
    what: 'the key of a vault scheduled for deletion',
    make: async ({ json }) =>
      json('kms', 'TrentService.ScheduleKeyDeletion', {
        KeyId: await keyOf(json, 'alias/backup-vault-EC2'),
        PendingWindowInDays: 7,
      }),
    findings: ['critical key-removed aws_kms_key.vault-EC2_key '],
  },
  {
    what: 'a key policy opened to everyone, and the rotation switched off',
    make: async ({ json }) => {
      const KeyId = await keyOf(json, 'alias/sns-backup-alertnotification');
      await json('kms', 'TrentService.PutKeyPolicy', { KeyId, PolicyName: 'default', Policy: openTo('kms:*') });
      await json('kms', 'TrentService.DisableKeyRotation', { KeyId });
    },
    findings: [
      'high key-policy-opened aws_kms_key.topic-key policy/Allow kms:*',
      'high key-rotation-off aws_kms_key.topic-key enable_key_rotation',
    ],
  },
  {
    what: 'public access to the states no longer blocked',
    make: ({ s3 }) => s3.deletePublicAccessBlock({ Bucket: BUCKET }),
    findings: ['high public-access-opened aws_s3_bucket_public_access_block.states_public-access '],
  },
];

/** The ID of the key of an alias. */
export async function keyOf(json: Person['json'], alias: string): Promise<string> {
  const { Aliases } = await json('kms', 'TrentService.ListAliases', {});
  return onlyOne((Aliases as { AliasName: string; TargetKeyId: string }[]).filter((one) => one.AliasName === alias))
    .TargetKeyId;
}
