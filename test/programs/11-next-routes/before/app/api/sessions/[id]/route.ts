import { endSession, readSession, saveSession, type Session } from '@/lib/sessions'
import { json, problem } from '../../respond'

type Context = { params: { id: string } }

export const dynamic = 'force-dynamic'

export async function GET(_request: Request, { params }: Context) {
  const found = await readSession(params.id)
  if (!found) return problem(404, 'session not found')
  return json({ id: params.id, ...found.session, ip: found.ip })
}

export async function PUT(request: Request, { params }: Context) {
  const body = (await request.json()) as Partial<Session>
  if (!body.agent || !body.queue) return problem(422, 'agent and queue are required')
  await saveSession(params.id, { agent: body.agent, queue: body.queue, theme: body.theme }, request.headers.get('x-forwarded-for'))
  return new Response(null, { status: 204 })
}

export async function DELETE(_request: Request, { params }: Context) {
  await endSession(params.id)
  return new Response(null, { status: 204 })
}
