import { templateNames } from './template-names';

const names = (resources: Readonly<Record<string, object>>) =>
  templateNames({
    resource: {
      aws_cloudformation_stack_set: {
        members: {
          template_body: JSON.stringify({
            Conditions: { Home: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] } },
            Resources: resources,
          }),
          operation_preferences: { region_order: ['eu-west-1', 'eu-west-2'] },
        },
      },
    },
  });

const vault = (properties: object, more: object = {}) => ({
  Type: 'AWS::Backup::BackupVault',
  Properties: { BackupVaultName: 'daily', ...properties },
  ...more,
});

test('O3 a vault of the template is in every region, one with a condition only in its own', () => {
  expect([...names({ V: vault({}) }).vaults]).toEqual(['eu-west-1 daily', 'eu-west-2 daily']);
  expect([...names({ V: vault({}, { Condition: 'Home' }) }).vaults]).toEqual(['eu-west-1 daily']);
});

test('O3 a vault whose key is not in the template, or not in the region, does not count', () => {
  const keyed = vault({ EncryptionKeyArn: { 'Fn::GetAtt': ['K', 'Arn'] } });
  const key = { Type: 'AWS::KMS::Key', Properties: {} };
  expect([...names({ V: keyed }).vaults]).toEqual([]);
  expect([...names({ V: keyed, K: key }).vaults]).toHaveLength(2);
  expect([...names({ V: keyed, K: { ...key, Condition: 'Home' } }).vaults]).toEqual(['eu-west-1 daily']);
});

test('O2 a role counts with its path', () => {
  const role = {
    Type: 'AWS::IAM::Role',
    Condition: 'Home',
    Properties: { RoleName: 'backup', Path: '/service-role/' },
  };
  expect([...names({ R: role }).roles]).toEqual(['service-role/backup']);
  expect(templateNames({})).toEqual({ vaults: new Set(), roles: new Set() });
});
