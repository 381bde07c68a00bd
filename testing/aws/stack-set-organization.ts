import { CloudFormation, type CreateStackSetCommandInput } from '@aws-sdk/client-cloudformation';
import { Organizations } from '@aws-sdk/client-organizations';

import type { Credentials } from '../../local-aws/seed/account';
import type { LocalAws } from '../../local-aws/start';
import { credentialsIn } from './credentials-in';
import { makeOrganization, type MadeOrganization } from './organization';

const REGION = 'ap-northeast-1';
export const MANAGEMENT = '999999999999';

/** An organization whose management account administers StackSets. Its moto has the accounts of the callers' roles. */
export interface StackSetOrganization extends MadeOrganization {
  readonly credentials: Required<Credentials>;
  readonly cloudFormation: CloudFormation;
  readonly organizations: Organizations;
  /** Returns the ID of a new account in an OU or the root. */
  readonly makeAccount: (name: string, parentId?: string) => Promise<string>;
}

export async function makeStackSetOrganization({ standIn }: LocalAws): Promise<StackSetOrganization> {
  const credentials = await credentialsIn(MANAGEMENT, standIn.url);
  const made = await makeOrganization(standIn.url, credentials);
  const options = { endpoint: standIn.url, credentials, region: REGION, maxAttempts: 1 };
  const organizations = new Organizations(options);
  return {
    ...made,
    credentials,
    organizations,
    cloudFormation: new CloudFormation(options),
    makeAccount: async (AccountName, parentId = made.rootId) => {
      const account = { AccountName, Email: `${AccountName}@example.com` };
      const AccountId = (await organizations.createAccount(account)).CreateAccountStatus?.AccountId ?? '';
      if (parentId !== made.rootId) {
        await organizations.moveAccount({ AccountId, SourceParentId: made.rootId, DestinationParentId: parentId });
      }
      return AccountId;
    },
  };
}

const RETAIN = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' };

/** A template with a role, and a vault with its key in every region. */
export const MEMBER_TEMPLATE = {
  Mappings: { Home: { 'ap-northeast-1': { Is: 'true' }, 'us-east-1': { Is: 'false' } } },
  Conditions: {
    IsHome: { 'Fn::Equals': [{ 'Fn::FindInMap': ['Home', { Ref: 'AWS::Region' }, 'Is'] }, 'true'] },
  },
  Resources: {
    Vault: {
      ...RETAIN,
      Type: 'AWS::Backup::BackupVault',
      Properties: {
        BackupVaultName: 'Safe',
        EncryptionKeyArn: { 'Fn::GetAtt': ['Key', 'Arn'] },
        AccessPolicy: { Version: '2012-10-17', Statement: [] },
        LockConfiguration: { MinRetentionDays: { 'Fn::If': ['IsHome', 7, 1] } },
        BackupVaultTags: { Account: { 'Fn::Sub': '${AWS::AccountId} in ${AWS::Region}' } },
      },
    },
    Role: {
      ...RETAIN,
      Type: 'AWS::IAM::Role',
      Condition: 'IsHome',
      Properties: {
        RoleName: 'Backup',
        Path: '/members/',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'backup.amazonaws.com' },
              Action: 'sts:AssumeRole',
              Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
            },
          ],
        },
        Policies: [
          {
            PolicyName: 'own',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 'backup:ListBackupVaults', Resource: '*' }],
            },
          },
        ],
      },
    },
    Key: { ...RETAIN, Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true, Description: 'of the vault' } },
    Alias: {
      ...RETAIN,
      Type: 'AWS::KMS::Alias',
      Properties: { AliasName: 'alias/backup', TargetKeyId: { Ref: 'Key' } },
    },
    Rule: {
      ...RETAIN,
      Type: 'AWS::Events::Rule',
      DependsOn: 'Alias',
      Properties: { Name: 'backup-events', EventPattern: { source: ['aws.backup'] }, State: 'ENABLED' },
    },
  },
};

/** The set as Terraform creates it. */
export function stackSetInput(name: string, template: unknown = MEMBER_TEMPLATE): CreateStackSetCommandInput {
  return {
    StackSetName: name,
    TemplateBody: JSON.stringify(template),
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    PermissionModel: 'SERVICE_MANAGED',
    AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
    ManagedExecution: { Active: true },
    Tags: [{ Key: 'Service', Value: 'test' }],
  };
}

/** Only a vault, which moto does not have: the stand-in forgets it at a reset. */
export const VAULT_TEMPLATE = {
  Resources: { Vault: { ...RETAIN, Type: 'AWS::Backup::BackupVault', Properties: { BackupVaultName: 'Safe' } } },
};
