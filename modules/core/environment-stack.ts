import type { Construct } from 'constructs';

import { regionalId } from '../../domain/construct-id';
import { BaseStack, type DeploymentTarget } from './base-stack';
import { type Contract, type Outputs, type Read, type Written, consume, publish } from './contract';
import { type StateOwner, stateLocation } from './state-location';

/** What every stack needs from its environment. */
export interface EnvironmentTarget extends StateOwner, DeploymentTarget {}

/** The name of a stack of an environment in cdktf, such as `dev-iam`. */
export function stackId(environment: string, stack: string): string {
  return `${environment}-${stack}`;
}

/** One concern of one environment. It exchanges values with other stacks only through contracts (E1, E7). */
export abstract class EnvironmentStack extends BaseStack {
  protected constructor(
    scope: Construct,
    readonly stackName: string,
    readonly target: EnvironmentTarget,
  ) {
    const tags = {
      ...target.tags,
      ManagedBy: 'Terraform',
      Environment: target.name,
      Service: target.service,
      Stack: stackName,
    };
    super(scope, stackId(target.name, stackName), { ...target, tags }, stateLocation(target, stackName));
  }

  /** The construct ID of a resource in a region. */
  protected regional(id: string, region: string): string {
    return regionalId(id, region, this.target.region);
  }

  protected publish<O extends Outputs>(contract: Contract<O>, values: Written<O>): void {
    publish(this, contract, values);
  }

  protected consume<O extends Outputs>(contract: Contract<O>): Read<O> {
    this.reads.add(contract.stack);
    return consume(this, contract, this.target);
  }
}
