import { startLocalAws } from '/tmp/b/plan/local-aws/start';
import { writeTwoStacks } from '/tmp/b/plan/local-aws/terraform/two-stacks';
import { S3Client, CreateBucketCommand } from '@aws-sdk/client-s3';
import { writeFileSync } from 'node:fs';
(async () => {
  const aws = await startLocalAws('111111111111');
  const s3 = new S3Client({ region: 'ap-northeast-1', endpoint: aws.standIn.url, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  await s3.send(new CreateBucketCommand({ Bucket: 'anyservice-dev-tfstate-111111111111', CreateBucketConfiguration: { LocationConstraint: 'ap-northeast-1' } }));
  writeTwoStacks('/tmp/b/plan-try/out', {});
  writeFileSync('/tmp/b/plan-try/env', Object.entries({ ...aws.variables, TF_CLI_CONFIG_FILE: '/dev/null' }).map(([k, v]) => `export ${k}='${v}'`).join('\n'));
  console.log('ready');
  setInterval(() => {}, 1e6);
})();
