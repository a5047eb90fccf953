internal import Orchestration
internal import Screen

extension Console {
    /// The lines of a pane that has no rows.
    func lines(of pane: PaneID, width: Int) -> [TextLine] {
        let width = max(1, width)
        switch pane {
        case .events, .log: return drawnLines(of: pane, width: width)
        case .preview: return previewLines(width)
        case .workflowPreview: return about(.workflows, width)
        case .runPreview: return about(.runs, width)
        case .modelDetail where comparedModels.count > 1:
            return ModelComparison.lines(comparedModels, moment(), width)
        case .modelCharts, .modelDetail: return about(.models, width)
        case .routeDetail: return about(.routes, width)
        case .alertDetail: return about(.alerts, width)
        case .sourceDetail: return about(.sources, width)
        case .auditEntry: return about(.audit, width)
        case .occurrence: return about(.incident, width)
        case .freshness: return freshnessLines(width)
        case .activity: return Activity(shownAudit, at: moment().now).lines(width)
        case .rejections: return rejectionLines(width)
        case .contextDetail: return about(.contexts, width)
        case .letterDetail: return about(.deadLetters, width)
        case .silenceDetail: return about(.silences, width)
        case .proposalDetail: return about(.proposals, width)
        case .decisions: return decisionLines(width)
        case .timeline:
            return detail.map { TimelinePane($0, moment(), window).lines(width: width) } ?? []
        case .stepDetail where compares: return comparedLines(width)
        case .stepDetail:
            return selectedStep.map { StepPane.lines($0, moment(), width: width) } ?? []
        case .watched, .overviewModels, .overviewAlerts, .overviewSources, .workflows,
            .workflowRuns, .runs, .steps, .models, .routes, .alerts, .sources, .audit,
            .deadLetters, .silences, .proposals, .contexts, .anywhere, .incident,
            .help:
            return []
        }
    }

    /// Whether a pane is on the screen.
    func isShown(_ pane: PaneID) -> Bool { frames(in: size).contains { $0.pane == pane } }

    /// The models that are marked, in the order of their list.
    var comparedModels: [ModelRow] {
        let list = self.list(of: .models)
        guard !list.marks.isEmpty else { return [] }
        return list.order.filter { list.marks.contains($0.id) }.compactMap { model($0.id.name) }
    }

    /// The selected object, and for a run its workflow below.
    private func previewLines(_ width: Int) -> [TextLine] {
        guard let previewed else { return [] }
        let lines = self.lines(about: previewed, width: width)
        guard case .run = previewed, let name = run(behind: previewed)?.workflow else {
            return lines
        }
        let below = self.lines(about: .workflow(name), width: width)
        return below.isEmpty ? lines : lines + [[], TextLine("WORKFLOW \(name)", .muted)] + below
    }

    private func about(_ pane: PaneID, _ width: Int) -> [TextLine] {
        let list = self.list(of: pane)
        guard list.index != nil, let selection = list.selection else {
            let text =
                list.order.isEmpty ? "what is selected in the list is told here" : list.lostWords
            return [TextLine(text, .muted)]
        }
        return lines(about: selection, width: width).flatMap { Paragraph.folded($0, width) }
    }

    /// Everything worth knowing about an object, in lines; what operators noted on it right below its
    /// state, where no figure can push it out of sight.
    func lines(about id: ObjectID, width: Int) -> [TextLine] {
        let lines = facts(about: id, width: width)
        guard let state = lines.first else { return [] }
        return [state] + noteLines(on: id, width) + lines.dropFirst() + throttleLines(on: id, width)
    }

    private func facts(about id: ObjectID, width: Int) -> [TextLine] {
        let moment = moment()
        let now = moment.now
        let watched = snapshot?.watched ?? []
        switch id {
        case .workflow(let name):
            return workflow(name).map {
                WorkflowPane.lines($0, runs: isShown(.workflowRuns) ? [] : watched, now, width)
            }
                ?? []
        case .run, .step: return run(behind: id).map { RunPane.lines($0, now, width) } ?? []
        case .model(let name):
            return model(name).map {
                ModelPane.lines($0, routes: snapshot?.routes ?? [], over: span, moment, width)
            } ?? []
        case .target(let name, let model):
            return route(name).map { RoutePane.lines($0, chosen: model, moment, width) } ?? []
        case .alert(let id):
            let row = snapshot?.alerts.first { $0.id == id }
            return row.map { AlertPane.lines($0, clues: clues(to: $0, width), now, width) } ?? []
        case .source(let name): return source(name).map { SourcePane.lines($0, now, width) } ?? []
        case .audit(let number):
            let entry = audit?.first { $0.id == number }
            return entry.map { AuditPane.lines($0, width) } ?? []
        case .deadLetter(let number):
            let row = deadLetters?.first { $0.number == number }
            return row.map { DeadLetterPane.lines($0, width) } ?? []
        case .silence(let id):
            let row = snapshot?.silences.first { $0.id == id }
            return row.map { SilencePane.lines($0, snapshot?.alerts ?? [], now, width) } ?? []
        case .occurrence(let event): return lines(about: event, width)
        case .command(let verb): return registry[verb].map { commandLines($0, width) } ?? []
        case .context(let name): return contextLines(name, width)
        case .anywhere(let context, let id): return lines(about: id, in: context, width)
        case .proposal(let id):
            let row = snapshot?.proposals.first { $0.id == id }
            return row.map { ProposalPane.lines($0, now, width) } ?? []
        }
    }

    /// Which targets are out, then what the router decided lately, newest first.
    private func decisionLines(_ width: Int) -> [TextLine] {
        CooldownLines.lines(snapshot?.cooldowns ?? [], moment(), width) + [[]] + decided(width)
    }

    private func decided(_ width: Int) -> [TextLine] {
        let events = (snapshot?.events ?? []).filter { $0.word.hasPrefix("ROUT") }
        guard !events.isEmpty else {
            return [TextLine("no decision out of the ordinary since the engine began", .muted)]
        }
        return events.reversed().flatMap { event -> [TextLine] in
            let head: TextLine = [
                Span(Figures.clock(event.at) + " ", .muted), Span(event.object, .strong),
            ]
            return [head]
                + Text.wrapped(event.text, to: max(1, width - 10), linesMax: 6).map {
                    TextLine("          " + $0)
                }
        }
    }
}

/// The words in front of events.
enum EventWords {
    /// How the word is drawn: a state's own role, or that of what it tells.
    static func role(of word: String) -> Role {
        if let state = StateWord(rawValue: word) { return state.role }
        switch word {
        case "OPER": return .info
        case "ALRT", "ALERT": return .warning
        case "ROUT", "ROUTE": return .cooling
        default: return .muted
        }
    }
}
