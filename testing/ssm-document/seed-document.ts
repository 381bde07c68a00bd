const readTag = (name: string, key: string, nextStep: string) => ({
  name,
  action: 'aws:executeAwsApi',
  inputs: {
    Service: 'ec2',
    Api: 'DescribeTags',
    Filters: [
      { Name: 'resource-id', Values: ['{{ InstanceId }}'] },
      { Name: 'key', Values: [key] },
    ],
  },
  outputs: [{ Name: 'value', Selector: '$.Tags[0].Value', Type: 'String' }],
  nextStep,
});

const become = (name: string, DesiredState: string, rest: object) => ({
  name,
  action: 'aws:changeInstanceState',
  inputs: { InstanceIds: ['{{ InstanceId }}'], DesiredState },
  ...rest,
});

const ifTaggedTrue = (name: string, NextStep: string, Default: string) => ({
  name,
  action: 'aws:branch',
  inputs: { Choices: [{ Variable: '{{ readStopStart.value }}', StringEquals: 'true', NextStep }], Default },
});

const quit = {
  name: 'quit',
  action: 'aws:executeAwsApi',
  inputs: { Service: 'sts', Api: 'GetCallerIdentity' },
  isEnd: true,
};

/**
 * The flow that S7 sets out from, with what S7 mends: a failure behind the image just quits, a failed image restarts any
 * instance, pruning does not wait for the image, and no failure that is gone on from is critical.
 */
export const seedDocument = {
  schemaVersion: '0.3',
  parameters: { InstanceId: { type: 'String' } },
  mainSteps: [
    readTag('readName', 'Name', 'readGenerations'),
    readTag('readGenerations', 'EC2BackupGen', 'readStopStart'),
    readTag('readStopStart', 'BackupEC2StopStart', 'decideStop'),
    ifTaggedTrue('decideStop', 'stop', 'createImage'),
    become('stop', 'stopped', { timeoutSeconds: 600, onFailure: 'step:restartByStop', nextStep: 'createImage' }),
    {
      name: 'createImage',
      action: 'aws:executeAwsApi',
      onFailure: 'step:restartByStop',
      inputs: {
        Service: 'ec2',
        Api: 'CreateImage',
        InstanceId: '{{ InstanceId }}',
        Name: '{{ readName.value }}-{{ global:DATE_TIME }}',
        NoReboot: true,
      },
      outputs: [{ Name: 'ImageId', Selector: '$.ImageId', Type: 'String' }],
      nextStep: 'listSnapshots',
    },
    {
      name: 'listSnapshots',
      action: 'aws:executeAwsApi',
      onFailure: 'step:quit',
      inputs: {
        Service: 'ec2',
        Api: 'DescribeSnapshots',
        Filters: [{ Name: 'description', Values: ['*{{ createImage.ImageId }}*'] }],
      },
      outputs: [{ Name: 'value', Selector: '$.Snapshots..SnapshotId', Type: 'StringList' }],
      nextStep: 'tag',
    },
    {
      name: 'tag',
      action: 'aws:createTags',
      onFailure: 'step:quit',
      inputs: {
        ResourceType: 'EC2',
        ResourceIds: ['{{ createImage.ImageId }}', '{{ listSnapshots.value }}'],
        Tags: [
          { Key: 'Name', Value: '{{ readName.value }}' },
          { Key: 'AutoBackup', Value: 'true' },
        ],
      },
      nextStep: 'prune',
    },
    {
      name: 'prune',
      action: 'aws:invokeLambdaFunction',
      maxAttempts: 3,
      timeoutSeconds: 600,
      onFailure: 'step:quit',
      inputs: {
        FunctionName: 'lmd-del-backup-gen',
        Payload: '{"ServerName": "{{ readName.value }}", "gen": "{{ readGenerations.value }}"}',
      },
      nextStep: 'decideStart',
    },
    ifTaggedTrue('decideStart', 'start', 'waitForImage'),
    become('start', 'running', { timeoutSeconds: 600, onFailure: 'step:restartByStop', nextStep: 'waitForImage' }),
    {
      name: 'waitForImage',
      action: 'aws:waitForAwsResourceProperty',
      timeoutSeconds: 10_800,
      onFailure: 'step:quit',
      inputs: {
        Service: 'ec2',
        Api: 'DescribeImages',
        ImageIds: ['{{ createImage.ImageId }}'],
        PropertySelector: '$.Images[0].State',
        DesiredValues: ['available'],
      },
      nextStep: 'quit',
    },
    quit,
    become('restartByStop', 'stopped', { onFailure: 'step:sleepBeforeRestart', nextStep: 'restart' }),
    become('restart', 'running', { onFailure: 'step:sleepBeforeRestart', nextStep: 'quitRestarted' }),
    { ...quit, name: 'quitRestarted' },
    { name: 'sleepBeforeRestart', action: 'aws:sleep', inputs: { Duration: 'PT60M' } },
    become('restartAgain', 'running', {}),
    { ...quit, name: 'quitRestartedAgain' },
  ],
};
