import { vaultArn, vaultOfArn } from './model';

test.each([
  ['arn:aws:backup:eu-west-1:111111111111:backup-vault:EC2', 'EC2', 'eu-west-1', '111111111111'],
  ['arn:aws:backup:eu-west-1:$account:backup-vault:EC2', 'EC2', 'eu-west-1', '$account'],
  ['EC2', 'EC2', '', ''],
  ['arn:aws:backup:eu-west-1:111111111111:vault:EC2', 'arn:aws:backup:eu-west-1:111111111111:vault:EC2', '', ''],
])('O2 %s names a vault, and the same text is its ARN', (arn, vault, region, accountId) => {
  expect(vaultOfArn(arn)).toEqual({ vault, region, accountId });
  expect(vaultArn(vaultOfArn(arn))).toBe(arn);
});
