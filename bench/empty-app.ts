import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack } from 'cdktf';

/** The least that a CDKTF app for AWS can be: what synth is compared with. */
const app = new App();
const stack = new TerraformStack(app, 'empty');
new AwsProvider(stack, 'aws', { region: 'ap-northeast-1' });
new SnsTopic(stack, 'topic', { name: 'topic' });
app.synth();
