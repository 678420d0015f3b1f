"""One sentence for every figure, printed under it and on the page of definitions."""

from __future__ import annotations

from collections.abc import Mapping

from prossce_desktop.domain.translatable import N_

DEFINITIONS: Mapping[str, str] = {
    "activities": N_(
        "Activities with a counting date in the period. The counting date is “Counted on”, or else the last "
        "day. Only held activities count; the others are listed beside them."
    ),
    "count_persons_named": N_(
        "People on attendance lists, each counted once per activity. People at two activities are "
        "counted twice."
    ),
    "count_persons_organiser": N_(
        "People in the head counts of organisers. People at two activities are counted twice."
    ),
    "count_attendances": N_(
        "Attendances: every visit counts, even when the same person comes again. They are never added to "
        "persons."
    ),
    "count_online_visits": N_("Visits to an online page or booth. They are never added to persons."),
    "count_interviews": N_("Interviews held. One person may have several; they are events, not people."),
    "count_posts": N_("Open posts that employers offer (vacancies). They are posts, not people hired."),
    "count_organisations": N_(
        "Employers and other organisations that took part, each counted once per activity."
    ),
    "count_downloads": N_("Downloads of published products. They are not readers."),
    "reach": N_(
        "Persons who attended, each counted once, as far as the records show. The number is a range. If a "
        "count says “more than”, the range says so too. People who were only invited or registered are not "
        "included."
    ),
    "outside": N_("Not in the range, because these are not counts of persons."),
    "cells": N_(
        "The first numbers count participations, and together they make the total. The ranges count each "
        "person once and do not add up. People without an answer are only in the highest number."
    ),
    "funnel_registered": N_(
        "People whose details the organiser has, whether they came or not. If this number is missing, the "
        "head count of the fair is used."
    ),
    "funnel_qualified": N_("Jobseekers who meet the requirements of at least one post."),
    "funnel_interviews": N_("Interviews held at the fair: events, not people."),
    "funnel_hired_on_spot": N_("People hired at the fair itself. Near-hires are not included."),
    "funnel_near_hires": N_(
        "People who need only some papers or one more interview to be hired. They are never added to "
        "people hired."
    ),
    "funnel_referred": N_("People referred to training or to another service."),
    "funnel_placed": N_(
        "Near-hires and referred people who had work at the follow-up: after one month, or after 90 days "
        "for posts overseas."
    ),
    "funnel_retained_3m": N_(
        "People in work three months after the fair, among those who could be contacted."
    ),
    "funnel_retained_6m": N_("People in work six months after the fair, among those who could be contacted."),
    "hired_of_qualified": N_(
        "Hired on the spot, divided by qualified jobseekers of the same fairs (HOTS rate)."
    ),
    "hired_of_registered": N_("Hired on the spot, divided by registered people of the same fairs."),
    "interviews_per_qualified": N_(
        "Interviews, divided by qualified jobseekers of the same fairs. It is a ratio and may be above 1."
    ),
    "placed_of_near_hire": N_(
        "Near-hires who had work at the follow-up, divided by all near-hires of the same fairs."
    ),
    "retention_3m": N_(
        "People in work three months after the fair, divided by those who could be contacted."
    ),
    "retention_6m": N_("People in work six months after the fair, divided by those who could be contacted."),
    "completed_of_attended": N_(
        "People who completed a training, divided by those who attended at least one session of it."
    ),
    "learning_gain": N_(
        "Points gained between the tests, divided by the points that could be gained. Only people who took "
        "both tests."
    ),
    "share_women": N_(
        "Share of women among the people whose sex was recorded. If a count gives only the number "
        "of women, the rest are counted as not women. No share is given if sex was recorded for fewer than "
        "half of the people."
    ),
    "share_men": N_(
        "Share of men among the people whose sex was recorded. If a count gives only the number of "
        "men, the rest are counted as not men. No share is given if sex was recorded for fewer than half of "
        "the people."
    ),
    "share_youth_15_24": N_(
        "Share of people aged 15 to 24 among the people whose age was recorded. If a count gives only the "
        "number of youth, the rest are counted as older or younger. No share is given if age was recorded "
        "for fewer than half of the people."
    ),
    "share_with_disability": N_(
        "Share of persons with disabilities among the people with a clear answer. If a count gives only "
        "their number, the rest are counted as without disability. No share is given if fewer than half of "
        "the people have a clear answer."
    ),
}


def definition(figure: str) -> str:
    """The sentence of a figure by its `definition` id, in English; the caller translates it."""
    return DEFINITIONS[figure]
