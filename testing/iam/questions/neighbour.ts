import type { Questions } from '../questions';
import { iamArn, type Subject, subject } from '../resources';

const BUCKET = 'arn:aws:s3:::anyservice-stg-tfstate-222222222222';
/** A request of a role of prod, with TLS. */
const by = (role: string) => ({ 'aws:PrincipalArn': iamArn(`role/${role}`), 'aws:SecureTransport': 'true' });
const object = (name: string, role = 'backupctl-plan'): Subject =>
  subject(`${BUCKET}/anyservice/stg/${name}`, by(role));
const listed = (prefix: string): Subject => subject(BUCKET, { ...by('backupctl-plan'), 's3:prefix': prefix });

/** What the roles of prod read in the account of stg: releases, by the bucket policy and by their own (E1). */
export const NEIGHBOUR: Questions = {
  may: {
    'a release': [object('releases/1.json'), 's3:GetObject'],
    'a release below a folder': [object('releases/2026/1.json'), 's3:GetObject'],
    'a release, as the apply role': [object('releases/1.json', 'backupctl-apply'), 's3:GetObject'],
    'the list of releases': [listed('anyservice/stg/releases/'), 's3:ListBucket'],
    'the list of some releases': [listed('anyservice/stg/releases/2026'), 's3:ListBucket'],
  },
  mayNot: {
    'a release, in writing': [
      object('releases/1.json'),
      's3:PutObject',
      's3:DeleteObject',
      's3:PutObjectAcl',
      's3:DeleteObjectVersion',
      's3:GetObjectVersion',
      's3:PutObjectTagging',
      's3:RestoreObject',
    ],
    'a release as another role of the account': [object('releases/1.json', 'developer'), 's3:GetObject'],
    'a release as a role in a path with that name': [object('releases/1.json', 'x/backupctl-plan'), 's3:GetObject'],
    'a release without TLS': [
      subject(`${BUCKET}/anyservice/stg/releases/1.json`, { ...by('backupctl-plan'), 'aws:SecureTransport': 'false' }),
      's3:GetObject',
    ],
    'a state': [object('iam/terraform.tfstate'), 's3:GetObject', 's3:PutObject', 's3:GetObjectVersion'],
    'the state of the bootstrap': [object('state-bootstrap/terraform.tfstate'), 's3:GetObject', 's3:PutObject'],
    'the lock of a state': [object('iam/terraform.tfstate.tflock'), 's3:PutObject', 's3:DeleteObject'],
    'a bundle': [object('bundles/1.zip'), 's3:GetObject', 's3:PutObject'],
    'a release and its other versions': [object('releases/1.json'), 's3:GetObjectAcl', 's3:BypassGovernanceRetention'],
    'the state of a stack, as the apply role': [object('backup/terraform.tfstate', 'backupctl-apply'), 's3:PutObject'],
    'a name that begins like releases': [object('releases-old/1.json'), 's3:GetObject'],
    'releases of another service': [
      subject(`${BUCKET}/billing/stg/releases/1.json`, by('backupctl-plan')),
      's3:GetObject',
    ],
    'the list of everything': [listed(''), 's3:ListBucket', 's3:ListBucketVersions'],
    'the list without a prefix': [subject(BUCKET, by('backupctl-plan')), 's3:ListBucket'],
    'the list of states': [listed('anyservice/stg/iam/'), 's3:ListBucket'],
    'the list of the folder': [listed('anyservice/stg/'), 's3:ListBucket'],
    'the bucket': [
      subject(BUCKET, by('backupctl-apply')),
      's3:PutBucketPolicy',
      's3:DeleteBucket',
      's3:GetBucketPolicy',
      's3:PutBucketVersioning',
      's3:PutLifecycleConfiguration',
      's3:PutEncryptionConfiguration',
      's3:PutBucketPublicAccessBlock',
    ],
  },
};
