import { beat, lastBeat } from '@/lib/presence'
import { json, problem } from '@/app/api/respond'

export async function POST(request: Request) {
  const { agent } = (await request.json()) as { agent: string }
  await beat(agent)
  return json({ ok: true }, 202)
}

export async function GET(request: Request) {
  const agent = new URL(request.url).searchParams.get('agent')
  if (!agent) return problem(400, 'agent is missing')
  const at = await lastBeat(agent)
  return json({ agent, online: at !== null })
}
