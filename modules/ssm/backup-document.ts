// A stand-in until the document is there.
export interface CheckStep {
  readonly name: string;
  readonly action: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly timeoutSeconds?: number | undefined;
}
export interface BackupDocumentProps {
  readonly automationRoleArn: string;
  readonly pruneFunctionName: string;
  readonly before?: readonly CheckStep[];
  readonly after?: readonly CheckStep[];
}
export const BACKUP_DOCUMENT = 'SSM-BackupEC2Instance';
export type AutomationDocument = Readonly<Record<string, unknown>>;
export function backupDocument({
  automationRoleArn,
  pruneFunctionName,
  before = [],
  after = [],
}: BackupDocumentProps): AutomationDocument {
  return {
    schemaVersion: '0.3',
    assumeRole: automationRoleArn,
    parameters: { InstanceId: { type: 'String' } },
    mainSteps: [
      ...before,
      { name: 'prune', action: 'aws:invokeLambdaFunction', inputs: { FunctionName: pruneFunctionName } },
      ...after,
    ],
  };
}
