import { GetDocumentCommand, type SSMClient } from '@aws-sdk/client-ssm';

import type { FoundDocument } from '../../domain/adopt/found';
import { withAwsErrors } from '../aws-error';
import { isNamed } from '../sdk-error';
import { required } from '../unreadable-response';
import type { OrDenied, Reading } from './reading';

/** Documents of AWS that create images. Those that build images from images are no backups. */
const IMAGING: readonly string[] = ['AWS-CreateImage', 'AWSEC2-CreateVssSnapshot'];

/** How a document of the account creates an image: a step, an API call, the AWS CLI or a script. */
const CREATES_IMAGE = /create[-_]?image|New-EC2Image|CreateVssSnapshot/i;

/**
 * How a document runs another one: `aws:executeAutomation` and `aws:runDocument`.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-executeAutomation.html
 */
const RUNS = /"(?:DocumentName|documentPath)"\s*:\s*"([^"{}]+)"/gi;

/** The documents of this account or of others among these, and those that they run. Missing ones have no content. */
export async function readDocuments(
  ssm: SSMClient,
  reading: Reading,
  names: readonly string[],
): Promise<FoundDocument[]> {
  const found = new Map<string, FoundDocument>();
  let next = names;
  while (next.length > 0) {
    const unread = [...new Set(next)].filter((name) => !found.has(name) && !name.startsWith('AWS')).toSorted();
    const documents = await reading.parts(
      'documents',
      unread,
      (name) => name,
      (name, orDenied) => readDocument(ssm, name, orDenied),
    );
    for (const document of documents) found.set(document.name, document);
    next = documents.flatMap((document) => runBy(document, reading.accountId));
  }
  return [...found.values()];
}

/** The names of the documents that create images, themselves or by a document that they run. */
export function imagingDocuments(documents: readonly FoundDocument[], accountId: string): ReadonlySet<string> {
  const imaging = new Set(IMAGING);
  for (let before = -1; before < imaging.size;) {
    before = imaging.size;
    for (const document of documents) {
      const creates =
        CREATES_IMAGE.test(document.content) || runBy(document, accountId).some((name) => imaging.has(name));
      if (creates) imaging.add(document.name);
    }
  }
  return imaging;
}

/** A document of this account, or of AWS, has a name or an ARN. One that another account shares has only an ARN. */
export function documentName(nameOrArn: string, accountId: string): string {
  const [, owner = '', name = nameOrArn] = /^arn:[^:]+:ssm:[^:]*:(\d*):document\/(.+)$/.exec(nameOrArn) ?? [];
  return ['', accountId].includes(owner) ? name : nameOrArn;
}

function runBy({ content }: FoundDocument, accountId: string): string[] {
  return [...content.matchAll(RUNS)].map(([, name = '']) => documentName(name, accountId));
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetDocument.html */
async function readDocument(ssm: SSMClient, name: string, orDenied: OrDenied): Promise<FoundDocument> {
  const content = await orDenied(`document ${name}`, () =>
    withAwsErrors('ssm:GetDocument', async () => {
      const command = new GetDocumentCommand({ Name: name, DocumentFormat: 'JSON' });
      return required(await ssm.send(command), 'Content');
    }).catch((error: unknown) => {
      if (isNamed(error, ['InvalidDocument'])) return '';
      throw error;
    }),
  );
  return { name, content: content ?? '' };
}
