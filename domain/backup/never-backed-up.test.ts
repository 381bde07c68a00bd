import { neverBackedUp } from './never-backed-up';

test.each([
  ['arn:aws:ec2:us-east-1::snapshot/snap-0123456789abcdef0', 'a snapshot of EBS'],
  ['arn:aws:ec2:*:*:image/*', 'an image of EC2'],
  ['arn:aws:s3:::bucket/key', 'an object of S3'],
  ['arn:aws:s3:::bucket/*', 'an object of S3'],
  ['arn:aws:rds:us-east-1:111111111111:snapshot:daily', 'a snapshot of RDS'],
  ['arn:aws:rds:*:*:cluster-snapshot:*', 'a snapshot of RDS'],
  ['arn:aws:fsx:us-east-1:111111111111:backup/backup-1', 'a backup of FSx'],
  ['arn:aws:dynamodb:us-east-1:111111111111:table/T/backup/1', 'a backup of DynamoDB'],
])('N7 warns that %s is never backed up', (arn, what) => {
  expect(neverBackedUp(arn, 'path')).toEqual([
    expect.objectContaining({
      severity: 'warning',
      path: 'path',
      message: `"${arn}" is ${what}, which AWS Backup does not back up`,
    }),
  ]);
});

test.each([
  'arn:aws:ec2:*:*:volume/*',
  'arn:aws:s3:::bucket',
  'arn:aws:s3:::*',
  '*',
  'arn:aws:rds:us-east-1:111111111111:db:snapshot',
  'arn:aws:fsx:*:*:*',
  'arn:aws:dynamodb:us-east-1:111111111111:table/backup',
])('N7 accepts %s', (arn) => {
  expect(neverBackedUp(arn, 'path')).toEqual([]);
});
