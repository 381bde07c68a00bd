import { copyUnderAwsManagedKey } from './copy-key';
import { RESOURCE_TYPES } from './resource-types';

const judge = (vaultKeyIsAwsManaged: boolean, ...names: readonly string[]) =>
  copyUnderAwsManagedKey({
    path: 'copies.Copies',
    targetAccountId: '222222222222',
    vault: 'EC2',
    vaultKeyIsAwsManaged,
    types: RESOURCE_TYPES.filter(({ name }) => names.includes(name)),
  }).map(({ rule, severity }) => `${severity} ${rule}`);

test('E8 the vault’s key decides for EFS, DynamoDB and S3', () => {
  expect(judge(true, 'EFS', 'DynamoDB', 'S3')).toEqual(['error copy-under-aws-managed-key']);
  expect(judge(false, 'EFS', 'DynamoDB', 'S3')).toEqual([]);
});

test('E8 the source’s own key decides for EC2, EBS and RDS, for any key of the vault', () => {
  expect(judge(true, 'EC2', 'EBS', 'RDS')).toEqual(['warning copy-under-source-key']);
  expect(judge(false, 'EC2', 'EBS', 'RDS')).toEqual(['warning copy-under-source-key']);
});

test('E8 reports both if both decide, and nothing if nothing is selected', () => {
  expect(judge(true, 'EC2', 'EFS')).toEqual(['error copy-under-aws-managed-key', 'warning copy-under-source-key']);
  expect(judge(true)).toEqual([]);
});
