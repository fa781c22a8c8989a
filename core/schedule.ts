// The admins' signed order: which approved manifests, on which nodes, from when, in which window.

import { decode, encode, type Message } from '../proto/codec.ts'
import {
  checkDigest,
  checkId,
  checkInteger,
  checkLine,
  checkList,
  checkOneOf,
  checkPresent,
  checkUnique,
} from './check.ts'
import { type Digest, sha256 } from './digest.ts'
import { CodedError } from './errors.ts'
import { encodeHeader, type Header, parseHeader } from './header.ts'
import { limits } from './limits.ts'
import type { MemberClass } from './roster.ts'

export const rebootPolicies = ['never', 'if-required', 'always'] as const
export type RebootPolicy = (typeof rebootPolicies)[number]

export interface Window {
  /** "Sat 22:00", "Sat,Sun 22:00" or "daily 22:00". */
  start: string
  /** ISO 8601 duration, "PT6H". */
  duration: string
  /** IANA zone name, "local" (the node's own) or "UTC". */
  zone: string
}

export interface Targets {
  all: boolean
  sites: string[]
  groups: string[]
  nodes: string[]
  /** The rosters the selectors were resolved against. */
  rosters: { site: string; version: number; digest: Digest }[]
  includesLaterMembers: boolean
  /** `memberMark` of each node that the selectors meant when it was signed, sorted; empty when later members are included. */
  members: string[]
}

export interface Ring {
  name: string
  groups: string[]
  percent: number
  soakSeconds: number
  minSuccessPercent: number
}

export interface Schedule {
  /** `header.name` is the schedule id. */
  header: Header<'schedule'>
  patches: { patch: string; manifest: Digest }[]
  targets: Targets
  /** Seconds since 1970. */
  startAt: number
  window?: Window
  /** Seconds since 1970; 0: none. */
  deadline: number
  reboot: RebootPolicy
  /** Empty: one ring, open. */
  rings: Ring[]
  emergency: boolean
  /** Higher goes first. */
  priority: number
}

export function parseSchedule(payload: Uint8Array): Schedule {
  const wire = decode('Schedule', payload)
  const schedule: Schedule = {
    header: parseHeader(wire.header, 'schedule'),
    patches: checkList(wire.patches, 'patches', limits.schedulePatches, (item, field) => ({
      patch: checkId(item.patch, `${field}.patch`),
      manifest: checkDigest(item.manifest, `${field}.manifest`),
    })),
    targets: parseTargets(checkPresent(wire.targets, 'targets')),
    startAt: checkInteger(wire.startAt, 'start_at', { max: limits.timeSeconds }),
    deadline: checkInteger(wire.deadline, 'deadline', { max: limits.timeSeconds }),
    reboot: checkOneOf(wire.reboot, rebootPolicies, 'reboot'),
    rings: checkList(wire.rings, 'rings', limits.rings, parseRing),
    emergency: wire.emergency,
    priority: checkInteger(wire.priority, 'priority', { max: 100 }),
  }
  if (wire.window) schedule.window = parseWindow(wire.window, 'window')
  checkId(schedule.header.name, 'header.name')
  checkUnique(
    schedule.patches.map(item => item.patch),
    'patches',
  )
  if (schedule.patches.length === 0) throw new CodedError('bad-object', 'patches: expected at least one')
  return schedule
}

function parseTargets(wire: Message<'Targets'>): Targets {
  const targets: Targets = {
    all: wire.all,
    sites: checkList(wire.sites, 'targets.sites', limits.targets, checkId),
    groups: checkList(wire.groups, 'targets.groups', limits.targets, checkId),
    nodes: checkList(wire.nodes, 'targets.nodes', limits.targets, checkId),
    rosters: checkList(wire.rosters, 'targets.rosters', limits.targets, (item, field) => ({
      site: checkId(item.site, `${field}.site`),
      version: checkInteger(item.version, `${field}.version`),
      digest: checkDigest(item.digest, `${field}.digest`),
    })),
    includesLaterMembers: wire.includesLaterMembers,
    members: parseMarks(wire.members),
  }
  const named = targets.sites.length + targets.groups.length + targets.nodes.length
  if (!targets.all && named === 0) throw new CodedError('bad-object', 'targets: expected all, sites, groups or nodes')
  return targets
}

function parseMarks(packed: Uint8Array): string[] {
  const count = checkInteger(packed.length / markBytes, 'targets.members', { max: limits.members })
  const hex = Buffer.from(packed).toString('hex')
  const marks = Array.from({ length: count }, (_, index) =>
    hex.slice(index * 2 * markBytes, (index + 1) * 2 * markBytes),
  )
  if (marks.some((mark, index) => index > 0 && mark <= marks[index - 1]!))
    throw new CodedError('bad-object', 'targets.members: expected them sorted, none twice')
  return marks
}

const markBytes = 16

/** Stands for a node id in a schedule: the first 16 bytes of its SHA-256 in hexadecimal, so that 10,000 targets fit. */
export function memberMark(node: string): string {
  return sha256(Buffer.from(node)).slice(0, 2 * markBytes)
}

/** Planning asks about the same few members and lists again and again. */
const markOf = new WeakMap<Place, string>()
const marksOf = new WeakMap<readonly string[], ReadonlySet<string>>()

function isMarked(members: readonly string[], place: Place): boolean {
  const mark = markOf.get(place) ?? memberMark(place.node)
  const marks = marksOf.get(members) ?? new Set(members)
  markOf.set(place, mark)
  marksOf.set(members, marks)
  return marks.has(mark)
}

/** Form only; core/window.ts judges whether it ever opens. */
export function parseWindow(wire: Message<'Window'>, field: string): Window {
  return {
    start: checkLine(wire.start, `${field}.start`, 64),
    duration: checkLine(wire.duration, `${field}.duration`, 32),
    zone: checkLine(wire.zone, `${field}.zone`, 64),
  }
}

function parseRing(wire: Message<'Ring'>, field: string): Ring {
  return {
    name: checkId(wire.name, `${field}.name`),
    groups: checkList(wire.groups, `${field}.groups`, limits.targets, checkId),
    percent: checkInteger(wire.percent, `${field}.percent`, { max: 100 }),
    soakSeconds: checkInteger(wire.soakSeconds, `${field}.soak_seconds`, { max: limits.timeSeconds }),
    minSuccessPercent: checkInteger(wire.minSuccessPercent, `${field}.min_success_percent`, { max: 100 }),
  }
}

export function encodeSchedule(schedule: Schedule): Uint8Array {
  return encode('Schedule', {
    ...schedule,
    header: encodeHeader(schedule.header),
    patches: schedule.patches.map(item => ({ patch: item.patch, manifest: Buffer.from(item.manifest, 'hex') })),
    targets: {
      ...schedule.targets,
      rosters: schedule.targets.rosters.map(item => ({ ...item, digest: Buffer.from(item.digest, 'hex') })),
      members: Buffer.from(schedule.targets.members.join(''), 'hex'),
    },
  })
}

/** Short-lived, so that a node may take it without knowing what else is current. */
export function isEmergency({ emergency, header }: Schedule): boolean {
  return emergency && (header.notAfter - header.issuedAt) * 1000 <= limits.emergencyMs
}

/** What of a member of a site's roster decides whether a schedule means it. */
export interface Place {
  node: string
  site: string
  class: MemberClass
  groups: readonly string[]
}

/** Whether the selectors mean a member. A seed serves files and nothing else: only its own id makes it a target. */
export function isSelected(
  { all, sites, groups, nodes }: Pick<Targets, 'all' | 'sites' | 'groups' | 'nodes'>,
  member: Place,
): boolean {
  if (nodes.includes(member.node)) return true
  if (member.class === 'seed') return false
  return all || sites.includes(member.site) || groups.some(group => member.groups.includes(group))
}

/**
 * Whether a schedule means a member. Unless it includes later members it means those it was signed for, whatever a later roster says
 * of their groups: whoever holds the enrol key adds no target and takes none away.
 */
export function isTarget(targets: Targets, member: Place): boolean {
  return targets.includesLaterMembers ? isSelected(targets, member) : isMarked(targets.members, member)
}

/** Selected by now, but not when the schedule was signed. */
export function isAddedLater(targets: Targets, member: Place): boolean {
  return !targets.includesLaterMembers && isSelected(targets, member) && !isTarget(targets, member)
}
