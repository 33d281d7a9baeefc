import { type Content, contentOfTag } from './content.js';

/** An answer whose head is here and whose body is still to come, with what the hub said about the content on the way to it. */
export interface Answer {
  readonly response: Response;
  readonly told: Content;
}

const MOST_REDIRECTS = 10;

/**
 * Asks for a file. The hub sends on to where the content lies, and names the content in the answer that does so: hence every
 * step is looked at. What another host says of itself names nothing.
 *
 * @param from first byte wanted
 * @throws TypeError as `fetch` where nothing answers, Error where the way leads nowhere
 */
export async function request(url: string, from: number, signal: AbortSignal): Promise<Answer> {
  const { origin } = new URL(url);
  // What is compressed on the way has another length.
  const headers = { 'accept-encoding': 'identity', ...(from > 0 ? { range: `bytes=${from}-` } : {}) };
  let told: Content = {};
  let next = url;
  for (let step = 0; step <= MOST_REDIRECTS; step++) {
    const response = await fetch(next, { redirect: 'manual', headers, signal });
    const own = new URL(next).origin === origin;
    const location = response.headers.get('location');
    const onwards = response.status >= 300 && response.status < 400 && location !== null;
    if (own) told = { ...(onwards ? {} : ofItself(response)), ...told, ...linked(response.headers) };
    if (!onwards) return { response, told: { ...total(response), ...told } };
    await response.body?.cancel();
    next = new URL(location, next).href;
  }
  throw new Error(`more than ${MOST_REDIRECTS} redirects`);
}

function linked(headers: Headers): Content {
  const size = headers.get('x-linked-size');
  return { ...contentOfTag(headers.get('x-linked-etag')), ...(size === null ? {} : { size: Number(size) }) };
}

function ofItself({ headers }: Response): Content {
  return contentOfTag(headers.get('etag'));
}

/** Size of the whole file, by an answer with all or a part of it. */
function total({ status, headers }: Response): Content {
  const size = status === 206 ? headers.get('content-range')?.split('/')[1] : headers.get('content-length');
  return status < 300 && size !== undefined && size !== null && /^\d+$/.test(size) ? { size: Number(size) } : {};
}
