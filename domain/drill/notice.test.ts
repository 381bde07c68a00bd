import fc from 'fast-check';

import { isAbout, readNotice } from './notice';

const body = (change: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: 'm-1',
    Message: 'An AWS Backup job failed. Resource ARN : r. BackupJob ID : job-1',
    MessageAttributes: { State: { Type: 'String', Value: 'FAILED' }, Id: { Type: 'String', Value: 'job-1' } },
    ...change,
  });

test('N8 reads what SNS writes into a queue', () => {
  expect(readNotice(body())).toEqual({
    messageId: 'm-1',
    text: 'An AWS Backup job failed. Resource ARN : r. BackupJob ID : job-1',
    attributes: { State: 'FAILED', Id: 'job-1' },
  });
});

test('N8 a message without attributes, such as an alarm, is a notice too', () => {
  expect(readNotice(body({ MessageAttributes: undefined }))?.attributes).toEqual({});
});

test('N8 what SNS did not write is no notice, and never an error', () => {
  fc.assert(fc.property(fc.string(), (text) => readNotice(text) === undefined));
  fc.assert(fc.property(fc.json(), (text) => readNotice(text) === undefined || text.includes('MessageId')));
  expect([readNotice('null'), readNotice(body({ Message: 1 }))]).toEqual([undefined, undefined]);
});

test('N8 knows its job by the attribute or by the text', () => {
  const notice = { messageId: 'm-1', text: 'nothing', attributes: {} };
  expect(isAbout({ ...notice, attributes: { Id: 'job-1' } }, 'job-1')).toBe(true);
  expect(isAbout({ ...notice, text: 'BackupJob ID : job-1' }, 'job-1')).toBe(true);
  expect(isAbout({ ...notice, attributes: { Id: 'job-2' } }, 'job-1')).toBe(false);
});
