import { existingResources, importText, type PlannedResources } from './existing-resources';

const OUTPUT = `
aws_sns_topic.topic: Creating...
╷
│ Error: Error creating IAM Role backupctl: EntityAlreadyExists: Role with name backupctl already
│ exists.
│ 	status code: 409, request id: 1
│ 
│   with aws_iam_role.run,
│   on cdk.tf.json line 10, in resource.aws_iam_role.run:
│   10:       "run": {
│ 
╵
╷
│ Error: creating IAM Policy (run): operation error IAM: CreatePolicy, EntityAlreadyExists: A policy called run
│ 
│   with aws_iam_policy.run,
│   on cdk.tf.json line 20, in resource.aws_iam_policy.run:
│ 
╵
╷
│ Error: creating Backup Plan (EC2): AlreadyExistsException: Backup plan with the same plan document already exists
│ 
│   with aws_backup_plan.EC2,
│   on cdk.tf.json line 30, in resource.aws_backup_plan.EC2:
│ 
╵
╷
│ Error: creating Lambda Function (f): AccessDeniedException: not authorized
│ 
│   with aws_lambda_function.f,
│   on cdk.tf.json line 40, in resource.aws_lambda_function.f:
╵
`;

const change = (address: string, after: Record<string, string>) => {
  const [type = ''] = address.split('.');
  return { address, type, change: { actions: ['create'], after } };
};

const PLAN: PlannedResources = {
  resource_changes: [
    change('aws_iam_role.run', { name: 'backupctl' }),
    change('aws_iam_policy.run', { name: 'run' }),
    change('aws_backup_plan.EC2', { name: 'EC2' }),
  ],
  configuration: {
    provider_config: {
      aws: { expressions: { allowed_account_ids: { constant_value: ['111111111111'] } } },
      'aws.member': { expressions: { allowed_account_ids: { constant_value: ['222222222222'] } } },
    },
    root_module: { resources: [{ address: 'aws_iam_policy.run', provider_config_key: 'aws.member' }] },
  },
};

test('E finds what an apply could not create because it exists', () => {
  expect(existingResources(OUTPUT)).toEqual(['aws_iam_role.run', 'aws_iam_policy.run', 'aws_backup_plan.EC2']);
  expect(existingResources(OUTPUT.replaceAll(/^│ ?/gm, ''))).toHaveLength(3);
});

test('E shows how to import it, in the account of its provider', () => {
  expect(importText(OUTPUT, PLAN, 'stacks/dev-iam'))
    .toBe(`→ AWS has resources that are in no state: an apply that was killed left them, or someone created them manually. Check that they belong to this stack, and import them:
    terraform -chdir=stacks/dev-iam init -input=false
    terraform -chdir=stacks/dev-iam import -input=false aws_iam_role.run 'backupctl'
    terraform -chdir=stacks/dev-iam import -input=false aws_iam_policy.run 'arn:aws:iam::222222222222:policy/run'
    terraform -chdir=stacks/dev-iam import -input=false aws_backup_plan.EC2 'ID'
  where ID is the resource's ID in AWS`);
});

test('E shows nothing to import after other errors', () => {
  expect(importText(OUTPUT.replaceAll(/Exists|exists/g, ''), PLAN, 'stacks/dev-iam')).toBe('');
  expect(importText('', PLAN, 'stacks/dev-iam')).toBe('');
});

test('E leaves the ID open where the plan does not contain it', () => {
  const text = importText(OUTPUT, {}, 'stacks/dev-iam');
  expect(text).toContain("aws_iam_role.run 'ID'");
  expect(text).toContain("aws_iam_policy.run 'ID'");
});
