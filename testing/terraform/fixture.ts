import { App, DataResource, Token } from 'cdktf';
import type { Construct } from 'constructs';

import { defineContract } from '../../modules/core/contract';
import { recordDependencies } from '../../modules/core/dependencies';
import { EnvironmentStack, type EnvironmentTarget } from '../../modules/core/environment-stack';

// An app with the base stack and the contracts of the shipped one, of which Terraform needs no provider.

const TARGET: EnvironmentTarget = {
  service: 'fixture',
  name: 'dev',
  accountId: '111111111111',
  region: 'ap-northeast-1',
  state: { bucket: 'fixture-states', region: 'ap-northeast-1' },
  tags: {},
};

const producerContract = defineContract('producer', { roleArn: 'string', topicArns: 'stringMap' });

/** A stack of an environment, without the provider, which is not available offline. */
abstract class OfflineStack extends EnvironmentStack {
  protected constructor(scope: Construct, name: string) {
    super(scope, name, TARGET);
    this.provider.node.scope?.node.tryRemoveChild(this.provider.node.id);
    this.addOverride('terraform.required_providers', {});
  }

  /** Something that has its value only once it is applied. */
  protected made(id: string, value: string): string {
    const resource = new DataResource(this, id);
    // Its type asks for a map, Terraform for any value.
    resource.addOverride('input', value);
    return Token.asString(resource.output);
  }
}

class Producer extends OfflineStack {
  constructor(scope: Construct) {
    super(scope, producerContract.stack);
    this.publish(producerContract, {
      roleArn: this.made('role', 'arn:aws:iam::111111111111:role/fixture'),
      topicArns: { 'ap-northeast-1': this.made('topic', 'arn:aws:sns:ap-northeast-1:111111111111:fixture') },
    });
  }
}

class Consumer extends OfflineStack {
  constructor(scope: Construct) {
    super(scope, 'consumer');
    const { roleArn, topicArns } = this.consume(producerContract);
    this.made('role', roleArn);
    this.made('topic', topicArns('ap-northeast-1'));
  }
}

const app = new App({ stackTraces: false });
recordDependencies([new Producer(app), new Consumer(app)]);
app.synth();
