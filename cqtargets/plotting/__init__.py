"""Charts: each `plot_*` draws on Axes and returns them; matplotlib is loaded on first use, nothing global changes."""

from typing import TYPE_CHECKING

from cqtargets._lazy import attach

if TYPE_CHECKING:
    from cqtargets.plotting.candidates import plot_candidates
    from cqtargets.plotting.dashboard import plot_dashboard, plot_progress
    from cqtargets.plotting.districts import plot_districts, plot_map
    from cqtargets.plotting.glyphs import MissingGlyphWarning
    from cqtargets.plotting.growth import plot_required_growth
    from cqtargets.plotting.paths import plot_gap, plot_path
    from cqtargets.plotting.population import plot_population_fan, plot_pyramid, plot_ranking
    from cqtargets.plotting.prospects import plot_attainment, plot_reliability, plot_waterfall
    from cqtargets.plotting.record import plot_people_record
    from cqtargets.plotting.revisions import plot_revisions
    from cqtargets.plotting.scenarios import plot_scenarios, plot_target_slope, plot_tornado
    from cqtargets.plotting.states import plot_states
    from cqtargets.plotting.theme import style
    from cqtargets.plotting.workforce import plot_bed_demand, plot_entry

__all__ = [
    "MissingGlyphWarning",
    "plot_attainment",
    "plot_bed_demand",
    "plot_candidates",
    "plot_dashboard",
    "plot_districts",
    "plot_entry",
    "plot_gap",
    "plot_map",
    "plot_path",
    "plot_people_record",
    "plot_population_fan",
    "plot_progress",
    "plot_pyramid",
    "plot_ranking",
    "plot_reliability",
    "plot_required_growth",
    "plot_revisions",
    "plot_scenarios",
    "plot_states",
    "plot_target_slope",
    "plot_tornado",
    "plot_waterfall",
    "style",
]

__getattr__, __dir__ = attach(
    __name__,
    {
        "MissingGlyphWarning": "glyphs",
        "plot_attainment": "prospects",
        "plot_bed_demand": "workforce",
        "plot_entry": "workforce",
        "plot_candidates": "candidates",
        "plot_dashboard": "dashboard",
        "plot_districts": "districts",
        "plot_map": "districts",
        "plot_gap": "paths",
        "plot_progress": "dashboard",
        "plot_path": "paths",
        "plot_people_record": "record",
        "plot_reliability": "prospects",
        "plot_population_fan": "population",
        "plot_pyramid": "population",
        "plot_ranking": "population",
        "plot_required_growth": "growth",
        "plot_revisions": "revisions",
        "plot_scenarios": "scenarios",
        "plot_states": "states",
        "plot_target_slope": "scenarios",
        "plot_tornado": "scenarios",
        "plot_waterfall": "prospects",
        "style": "theme",
    },
)
