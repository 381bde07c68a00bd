import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaFunctionEventInvokeConfig } from '@cdktf/provider-aws/lib/lambda-function-event-invoke-config';
import { AssetType, TerraformAsset } from 'cdktf';
import { Construct } from 'constructs';

import { logGroupName } from '../core/naming';

/** Supported by AWS until 2028. @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const RUNTIME = 'nodejs24.x';

const DEFAULT_RETRIES = 2;

/** Ten minutes. */
const LONGEST = 600;

export interface NodeFunctionProps {
  readonly name: string;
  readonly description: string;
  /** The absolute path of the zip with the code. Its bytes depend only on its source. */
  readonly zip: string;
  readonly roleArn: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly logRetentionDays: number;
  /**
   * How often Lambda retries a failed asynchronous invocation.
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
   */
  readonly retries: number;
  /** In seconds.
   * @default - ten minutes */
  readonly timeout?: number;
  /** In MB.
   * @default 128 */
  readonly memory?: number;
}

/** A function with its own log group, which is created first (S5, S6). */
export class NodeFunction extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: NodeFunctionProps) {
    super(scope, id);
    const {
      name,
      description,
      zip,
      roleArn,
      variables,
      logRetentionDays,
      retries,
      timeout = LONGEST,
      memory = 128,
    } = props;
    const digest = createHash('sha256').update(readFileSync(zip)).digest();
    const asset = new TerraformAsset(this, 'code', {
      path: path.resolve(zip),
      type: AssetType.FILE,
      assetHash: digest.toString('hex'),
    });
    // Lambda would create one that never expires its logs.
    const logs = new CloudwatchLogGroup(this, 'logs', {
      name: logGroupName(name),
      retentionInDays: logRetentionDays,
      tags: { Name: name },
    });
    const made = new LambdaFunction(this, 'function', {
      functionName: name,
      description,
      role: roleArn,
      runtime: RUNTIME,
      handler: 'index.handler',
      // Available in every region; for two short runs a day the price does not matter.
      architectures: ['x86_64'],
      timeout,
      memorySize: memory,
      filename: asset.path,
      sourceCodeHash: digest.toString('base64'),
      loggingConfig: { logFormat: 'Text', logGroup: logs.name },
      environment: Object.keys(variables).length === 0 ? undefined : { variables: { ...variables } },
      tags: { Name: name },
    });
    // Lambda's own default needs no resource.
    if (retries !== DEFAULT_RETRIES) {
      new LambdaFunctionEventInvokeConfig(this, 'retries', {
        functionName: made.functionName,
        maximumRetryAttempts: retries,
      });
    }
    this.arn = made.arn;
  }
}
