import type { DataAwsIamPolicyDocumentStatement } from '@cdktf/provider-aws/lib/data-aws-iam-policy-document';
import { Construct } from 'constructs';

import { type ByFunction, byFunction, constructId, type FunctionProps, namedFunction } from '../../core/functions';
import { CustomerManagedPolicy } from '../customer-managed-policy';
import { ServiceRole } from '../service-role';
import { type AutomationProps, automationStatements } from './automation-statements';
import { writeOwnLogs } from './log-statements';
import { schedulerStatements } from './scheduler-statements';
import { windowStatements } from './window-statements';

export interface SsmBackupRolesProps extends AutomationProps, FunctionProps {
  /** Additional policies of the automation's role (S13). */
  readonly automationPolicyArns: readonly string[];
  /** @default - none */
  readonly permissionsBoundaryArn: string | undefined;
}

/** The roles of the SSM backup, each for one service and one job (S2–S4, S10). */
export class SsmBackupRoles extends Construct {
  readonly automationRoleArn: string;
  readonly windowRoleArn: string;
  /** The ARN of each function's role. */
  readonly functions: ByFunction<string>;
  readonly schedulerRoleArn: string;

  constructor(scope: Construct, id: string, props: SsmBackupRolesProps) {
    super(scope, id);
    const { accountId: sourceAccount, names, permissionsBoundaryArn } = props;
    const ssm = { service: 'ssm.amazonaws.com', sourceAccount, permissionsBoundaryArn };
    // Lambda sends no account when it assumes the role of a function.
    const lambda = { service: 'lambda.amazonaws.com', permissionsBoundaryArn };

    this.automationRoleArn = this.role('automation', {
      ...ssm,
      name: names.automationRole,
      policyName: names.automationPolicy,
      description: 'Lets the SSM backup stop, image, tag and start the instances of its group',
      statements: automationStatements(props),
      policies: Object.fromEntries(props.automationPolicyArns.map((arn) => [`policy-${arn}`, arn])),
    });
    this.windowRoleArn = this.role('window', {
      // AWS documents a condition on the account for automations, and none for windows: a condition key that is not sent would stop them all.
      service: ssm.service,
      permissionsBoundaryArn,
      name: names.windowRole,
      policyName: names.windowPolicy,
      description: 'Lets the maintenance window start the SSM backup',
      statements: windowStatements(props),
    });
    this.functions = byFunction((functionId) => {
      const { name, role, statements, grownBy } = namedFunction(names, functionId);
      return this.role(constructId(functionId), {
        ...lambda,
        ...role,
        statements: [...statements(props), writeOwnLogs(props, name)],
        grownBy,
      });
    });
    this.schedulerRoleArn = this.role('scheduler', {
      service: 'scheduler.amazonaws.com',
      sourceAccount,
      permissionsBoundaryArn,
      name: names.schedulerRole,
      policyName: names.schedulerPolicy,
      description: 'Lets EventBridge Scheduler start the check of SSM agents',
      statements: schedulerStatements(props),
    });
  }

  private role(id: string, props: RoleOfOneJob): string {
    const { policyName: name, description, statements, grownBy, policies = {}, ...role } = props;
    const own = new CustomerManagedPolicy(this, `${id}-policy`, { name, description, statements, grownBy });
    return new ServiceRole(this, `${id}-role`, { ...role, policies: { own: own.arn, ...policies } }).arn;
  }
}

interface RoleOfOneJob {
  readonly name: string;
  readonly service: string;
  readonly sourceAccount?: string;
  readonly permissionsBoundaryArn: string | undefined;
  readonly policyName: string;
  readonly description: string;
  readonly statements: DataAwsIamPolicyDocumentStatement[];
  /** Settings that can make its policy longer. */
  readonly grownBy?: readonly string[];
  readonly policies?: Readonly<Record<string, string>>;
}
